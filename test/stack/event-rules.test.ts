import { beforeAll, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parseEvent } from '../../lib/core/event.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { Deployed } from '../../sim/stack/deployed.ts';
import { matchesPattern } from '../../sim/stack/event-pattern.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';
import { apiCall, BY_SERVICE, byRole, newImage } from './events.ts';

const IMAGE = 'arn:aws:appstream:us-east-1:123456789012:image/cad';
const OWN = byRole('arn:aws:iam::123456789012:role/ReplicatorRole');
const tagged = (parameters: object, more: object = {}) =>
  apiCall('TagResource', { tags: { 'replicate:to': 'eu-west-1' }, ...parameters }, more);

const WAKE: readonly (readonly [string, object])[] = [
  ['an image builder begins an image', newImage()],
  ['an image is updated', apiCall('CreateUpdatedImage', { newImageName: 'cad-2' })],
  [
    'an image is updated, with an upper-case parameter',
    apiCall('CreateUpdatedImage', { NewImageName: 'cad-2' }),
  ],
  [
    'an image is updated, by a call that is no dry run',
    apiCall('CreateUpdatedImage', { dryRun: false }),
  ],
  [
    'an image is updated, by a call that is no Dry run',
    apiCall('CreateUpdatedImage', { DryRun: false }),
  ],
  ['an image is imported', apiCall('CreateImportedImage', { name: 'cad' })],
  ['an image is created by an API call', apiCall('CreateImage', { name: 'cad' })],
  ['a user tags an image', tagged({ resourceArn: IMAGE })],
  ['a user tags an image, with an upper-case parameter', tagged({ ResourceArn: IMAGE })],
  [
    'a user untags an image',
    apiCall('UntagResource', { resourceArn: IMAGE, tagKeys: ['replicate:status:eu-west-1'] }),
  ],
  [
    'another role tags an image',
    tagged({ resourceArn: IMAGE }, byRole('arn:aws:iam::123456789012:role/admin')),
  ],
  ['a service tags an image', tagged({ resourceArn: IMAGE }, BY_SERVICE)],
];

const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/appstream-image-replicator/1';
/** As documented: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html */
const stackIn = (status: string, stackId = STACK_ID) => ({
  version: '0',
  source: 'aws.cloudformation',
  'detail-type': 'CloudFormation Stack Status Change',
  region: 'us-east-1',
  resources: [stackId],
  detail: { 'stack-id': stackId, 'status-details': { status, 'status-reason': '' } },
});

const SLEEP: readonly (readonly [string, object])[] = [
  [
    'an update that failed',
    apiCall(
      'CreateUpdatedImage',
      { newImageName: 'cad-2' },
      { errorCode: 'LimitExceededException' },
    ),
  ],
  [
    'an import that was denied',
    apiCall('CreateImportedImage', { name: 'cad' }, { errorCode: 'AccessDenied' }),
  ],
  [
    'tagging that failed',
    tagged({ resourceArn: IMAGE }, { errorCode: 'ResourceNotFoundException' }),
  ],
  ['a dry run', apiCall('CreateUpdatedImage', { newImageName: 'cad-2', dryRun: true })],
  ['a Dry run', apiCall('CreateUpdatedImage', { newImageName: 'cad-2', DryRun: true })],
  ['a dry run of an import', apiCall('CreateImportedImage', { name: 'cad', dryRun: true })],
  ['its own tagging', tagged({ resourceArn: IMAGE }, OWN)],
  ['its own Tagging', tagged({ ResourceArn: IMAGE }, OWN)],
  ['its own untagging', apiCall('UntagResource', { resourceArn: IMAGE }, OWN)],
  [
    'its own copying',
    apiCall('CopyImage', { sourceImageName: 'cad', destinationRegion: 'eu-west-1' }, OWN),
  ],
  ['a tagged fleet', tagged({ resourceArn: IMAGE.replace(':image/', ':fleet/') })],
  ['a tagged image builder', tagged({ resourceArn: IMAGE.replace(':image/', ':image-builder/') })],
  ['tagging of nothing', tagged({})],
  ['tagging without parameters', apiCall('TagResource', null)],
  ['a deleted image', apiCall('DeleteImage', { name: 'cad' })],
  ['a look at images', apiCall('DescribeImages', null)],
  ['another service event', newImage({ eventName: 'ImageBuilderStopped' })],
  ['another service', { ...tagged({ resourceArn: IMAGE }), source: 'aws.ec2' }],
  [
    'another service that calls itself AppStream',
    tagged({ resourceArn: IMAGE }, { eventSource: 'ec2.amazonaws.com' }),
  ],
  ["an event of one's own", { ...tagged({ resourceArn: IMAGE }), source: 'my.app' }],
  ['another kind of event', { ...newImage(), 'detail-type': 'AWS Console Action via CloudTrail' }],
  ['a tick', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
  ['an empty event', {}],
];

describe('the rules on image events', () => {
  const patterns: unknown[] = [];
  beforeAll(async () => {
    const deployed = new Deployed((await packagedStack()).template);
    for (const id of ['ImageRule', 'TagRule'])
      patterns.push(deployed.resource(id).properties.EventPattern);
  }, PACKAGING_TIME);
  const matches = (event: object) =>
    patterns.filter((pattern) => matchesPattern(pattern, event)).length;

  test.each(WAKE)('one of them wakes the function when %s', (_, event) => {
    expect(matches(event)).toBe(1);
  });

  test.each(SLEEP)('none of them wakes the function for %s', (_, event) => {
    expect(matches(event)).toBe(0);
  });

  test('each fits the 2,048 characters that EventBridge grants a pattern', () => {
    expect(Math.max(...patterns.map((pattern) => JSON.stringify(pattern).length))).toBeLessThan(
      2048,
    );
  });
});

describe('the rule on deployments', () => {
  let properties: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    ({ properties } = new Deployed((await packagedStack()).template).resource('DeploymentRule'));
  }, PACKAGING_TIME);
  const matches = (event: object) => matchesPattern(properties.EventPattern, event);

  test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'])(
    'starts a sweep when the stack is in %s',
    (status) => {
      expect(matches(stackIn(status))).toBe(true);
      const [target] = v.parse(v.array(v.object({ Input: v.string() })), properties.Targets);
      expect(
        parseEvent(JSON.parse(target?.Input ?? ''), 'us-east-1', tagKeys('replicate')),
      ).toEqual({
        kind: 'all',
        trigger: 'sweep',
      });
    },
  );

  test.each([
    ['begun', stackIn('CREATE_IN_PROGRESS')],
    ['not cleaned up', stackIn('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')],
    ['deleted', stackIn('DELETE_IN_PROGRESS')],
    [
      'another',
      stackIn('CREATE_COMPLETE', STACK_ID.replace('appstream-image-replicator', 'other')),
    ],
    ['not a stack', newImage()],
  ])('starts nothing when the stack is %s', (_, event) => {
    expect(matches(event)).toBe(false);
  });
});
