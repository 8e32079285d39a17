import { describe, expect, test } from '@jest/globals';
import { parseEvent } from '../../lib/core/event.ts';
import { tagKeys } from '../../lib/core/tags.ts';
import documented from '../fixtures/create-image.json' with { type: 'json' };
import { AWAY, arnOf, HOME, KEYS } from '../support/builders.ts';

const read = (event: unknown) => parseEvent(event, HOME, KEYS);
const cad = { kind: 'image', name: 'cad' };

/** The documented event with some of its record replaced. */
const record = (detail: object, frame: object = {}) => ({
  ...documented,
  ...frame,
  detail: { ...documented.detail, ...detail },
});

/** CloudTrail's record of a call. */
const call = (eventName: string, requestParameters: unknown, detail: object = {}) =>
  record(
    {
      eventType: 'AwsApiCall',
      eventName,
      requestParameters,
      serviceEventDetails: undefined,
      ...detail,
    },
    { 'detail-type': 'AWS API Call via CloudTrail' },
  );

const dropped = (event: unknown, reason: string) =>
  expect(read(event)).toEqual({ kind: 'ignored', reason });

describe('an event names the image to look at', () => {
  const arn = arnOf(HOME, 'cad');
  test.each<[string, unknown]>([
    [
      'of an image builder that begins an image',
      record({ serviceEventDetails: { ImageName: 'cad' } }),
    ],
    ['of one in lower camel case', record({ serviceEventDetails: { imageName: 'cad' } })],
    [
      'of an image builder whose region is in the frame alone',
      record({ serviceEventDetails: { ImageName: 'cad' }, awsRegion: undefined }),
    ],
    ['of one that is recorded as a call', call('CreateImage', { name: 'cad' })],
    [
      'of a managed update',
      call('CreateUpdatedImage', { existingImageName: 'old', newImageName: 'cad' }),
    ],
    [
      'of one in upper camel case',
      call('CreateUpdatedImage', { ExistingImageName: 'old', NewImageName: 'cad' }),
    ],
    [
      'of a managed update that says it is no dry run',
      call('CreateUpdatedImage', { newImageName: 'cad', dryRun: false }),
    ],
    ['of an import', call('CreateImportedImage', { name: 'cad' })],
    ['of one in upper camel case', call('CreateImportedImage', { Name: 'cad', DryRun: 'false' })],
    ['of tagging', call('TagResource', { resourceArn: arn, tags: { 'replicate:to': AWAY } })],
    [
      'of tagging in upper camel case',
      call('TagResource', { ResourceArn: arn, Tags: { 'replicate:to': AWAY } }),
    ],
    [
      "of tagging with a status and a person's tag",
      call('TagResource', {
        resourceArn: arn,
        tags: { 'replicate:status:eu-west-1': 'x', team: 'y' },
      }),
    ],
    [
      'of tagging whose tags are hidden',
      call('TagResource', { resourceArn: arn, tags: 'HIDDEN_DUE_TO_SECURITY_REASONS' }),
    ],
    [
      'of taking a rule away',
      call('UntagResource', { resourceArn: arn, tagKeys: ['replicate:to'] }),
    ],
    [
      'of taking a status away, which is how a person starts again',
      call('UntagResource', { resourceArn: arn, tagKeys: ['replicate:status:eu-west-1'] }),
    ],
    [
      'of a call with an error code that is none',
      call('CreateImportedImage', { name: 'cad' }, { errorCode: null }),
    ],
    ['by hand', { image: 'cad' }],
  ])('%s', (_, event) => expect(read(event)).toEqual(cad));

  test('of the shape that AWS documents', () => {
    expect(read(documented)).toEqual({ kind: 'image', name: 'ExampleImage1' });
  });

  test.each(['aws', 'aws-us-gov', 'aws-cn', 'aws-iso-b', 'aws-eusc'])(
    'of tagging by an ARN of partition %s',
    (partition) => {
      const event = call('UntagResource', { resourceArn: arnOf(HOME, 'cad', partition) });
      expect(read(event)).toEqual(cad);
    },
  );
});

describe('an event asks for every image', () => {
  test.each([
    [{ trigger: 'tick' }, 'tick'],
    [{ trigger: 'sweep' }, 'sweep'],
    [{}, 'manual'],
  ])('by %j', (event, trigger) => expect(read(event)).toEqual({ kind: 'all', trigger }));
});

describe('an event is ignored', () => {
  const arn = arnOf(HOME, 'cad');
  const own = "the replicator's own tagging";
  const none = 'the event names no image';
  test.each<[string, unknown, string]>([
    [
      'of a call that failed',
      call('CreateImportedImage', { name: 'cad' }, { errorCode: 'AccessDenied' }),
      'a CreateImportedImage that failed with AccessDenied',
    ],
    [
      'of tagging that failed',
      call('TagResource', { resourceArn: arn }, { errorCode: 'LimitExceededException' }),
      'a TagResource that failed with LimitExceededException',
    ],
    [
      'of a dry run',
      call('CreateUpdatedImage', { newImageName: 'cad', dryRun: true }),
      'a dry run',
    ],
    [
      'of a dry run in words',
      call('CreateUpdatedImage', { newImageName: 'cad', dryRun: 'true' }),
      'a dry run',
    ],
    [
      'of a dry run in upper camel case',
      call('CreateImportedImage', { Name: 'cad', DryRun: true }),
      'a dry run',
    ],
    [
      'of writing a status',
      call('TagResource', {
        resourceArn: arn,
        tags: { 'replicate:status:eu-west-1': 'COPYING', 'replicate:status:rule': 'FAILED' },
      }),
      own,
    ],
    [
      'of writing a lineage',
      call('TagResource', {
        resourceArn: arn,
        tags: { 'replicate:source': 'a', 'replicate:source-created': 'b' },
      }),
      own,
    ],
    [
      'of another region',
      record({ awsRegion: AWAY }),
      'an event of region eu-west-1, not of us-east-1',
    ],
    [
      'of another region by its frame',
      record({ awsRegion: undefined }, { region: AWAY }),
      'an event of region eu-west-1, not of us-east-1',
    ],
    [
      'of no region',
      record({ awsRegion: undefined }, { region: undefined }),
      'an event of region undefined, not of us-east-1',
    ],
    [
      "of tagging another region's image",
      call('TagResource', { resourceArn: arnOf(AWAY, 'cad'), tags: {} }),
      'an image of region eu-west-1, not of us-east-1',
    ],
    [
      'of tagging a fleet',
      call('TagResource', { resourceArn: arn.replace('image/', 'fleet/') }),
      'the tagged resource is no image',
    ],
    [
      'of tagging an image builder',
      call('TagResource', { resourceArn: arn.replace('image/', 'image-builder/') }),
      'the tagged resource is no image',
    ],
    ['of tagging nothing', call('TagResource', null), 'the tagged resource is no image'],
    [
      'of another call',
      call('DeleteImage', { name: 'cad' }),
      'DeleteImage is no event of a new or tagged image',
    ],
    [
      'of a copy',
      call('CopyImage', { sourceImageName: 'cad' }),
      'CopyImage is no event of a new or tagged image',
    ],
    ['without a name', record({ serviceEventDetails: {} }), none],
    ['without anything that has a name', record({ serviceEventDetails: null }), none],
    ['with a name that is no text', record({ serviceEventDetails: { ImageName: ['cad'] } }), none],
    [
      'with a name that no image can have',
      record({ serviceEventDetails: { ImageName: '../cad' } }),
      "'../cad' cannot be the name of an image",
    ],
    [
      'by hand with a name that no image can have',
      { image: 'a b' },
      "'a b' cannot be the name of an image",
    ],
    ['by hand with no name', { image: '' }, "'' cannot be the name of an image"],
  ])('%s', (_, event, reason) => dropped(event, reason));

  test.each<[string, unknown]>([
    ['of another service', record({}, { source: 'aws.ec2' })],
    ['by hand with more than a name', { image: 'cad', force: true }],
    ['by hand with a name that is no text', { image: 7 }],
    ['with a trigger that is none', { trigger: 'now' }],
    ['with a trigger and a name', { trigger: 'tick', image: 'cad' }],
    ['without a record', { source: 'aws.appstream', region: HOME }],
    ['whose record has no name', record({ eventName: undefined })],
    ['that is null', null],
    ['that is absent', undefined],
    ['that is a text', 'cad'],
    ['that is a list', [{ image: 'cad' }]],
    ['that is an empty list', []],
    ['of a queue', { Records: [{ body: '{}' }] }],
  ])('%s', (_, event) => {
    dropped(event, 'neither an AppStream event nor {"image": "NAME"} nor {}');
  });

  test("with the prefix of another stack its tagging is not the replicator's own", () => {
    const event = call('TagResource', { resourceArn: arn, tags: { 'replicate:source': 'a' } });
    expect(parseEvent(event, HOME, tagKeys('copy'))).toEqual(cad);
  });
});
