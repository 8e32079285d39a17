import { describe, expect, test } from '@jest/globals';
import { parseEvent } from '../../lib/core/event.ts';
import { AWAY, arnOf, HOME, KEYS } from '../support/builders.ts';
import { call, record } from './event-records.ts';

const dropped = (event: unknown, reason: string) =>
  expect(parseEvent(event, HOME, KEYS)).toEqual({ kind: 'ignored', reason });

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
    ['whose error code is no text', record({ errorCode: { toString: 1, valueOf: 2 } })],
    ['that is null', null],
    ['that is absent', undefined],
    ['that is a text', 'cad'],
    ['that is a list', [{ image: 'cad' }]],
    ['that is an empty list', []],
    ['of a queue', { Records: [{ body: '{}' }] }],
  ])('%s', (_, event) => {
    dropped(event, 'neither an AppStream event nor {"image": "NAME"} nor {}');
  });
});
