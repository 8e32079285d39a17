import { describe, expect, test } from '@jest/globals';
import { parseEvent } from '../../lib/core/event.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import documented from '../fixtures/create-image.json' with { type: 'json' };
import { AWAY, arnOf, HOME, KEYS } from '../support/builders.ts';
import { call, record } from './event-records.ts';

const read = (event: unknown) => parseEvent(event, HOME, KEYS);
const cad = { kind: 'image', name: 'cad' };

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

test("an event of tagging by a stack with another prefix is not the replicator's own", () => {
  const tags = { 'replicate:source': 'a' };
  const event = call('TagResource', { resourceArn: arnOf(HOME, 'cad'), tags });
  expect(parseEvent(event, HOME, tagKeys('copy'))).toEqual(cad);
});
