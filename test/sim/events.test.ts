import {
  CreateUpdatedImageCommand,
  DeleteImageCommand,
  DescribeImagesCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-appstream';
import { EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from '@jest/globals';
import type { CloudTrailEvent, SimulatorOptions } from '../../sim/index.ts';
import { copyOf, DESTINATION, SOURCE, start } from './harness.ts';

const ARN = 'arn:aws:appstream:us-east-1:123456789012:image/cad';

/** A simulator with the image `cad`, whose events from now on are kept. */
async function listening(options: Partial<SimulatorOptions> = {}) {
  const simulator = await start(options);
  simulator.world.createImage(SOURCE, { name: 'cad', tags: { old: 'tag' } });
  const events: CloudTrailEvent[] = [];
  simulator.onEvent((event) => events.push(event));
  return { ...simulator, events };
}

describe('events', () => {
  test('the building of an image sends the service event that AppStream documents', async () => {
    const { world, events } = await listening();
    world.createImage(SOURCE, { name: 'office', displayName: 'Office', description: 'for all' });
    const identity = 'arn:aws:appstream:us-east-1:123456789012:image-builder/builder';
    expect(events).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'AWS Service Event via CloudTrail',
        source: 'aws.appstream',
        account: '123456789012',
        time: '2026-03-01T12:00:00Z',
        region: SOURCE,
        resources: [],
        detail: {
          eventVersion: expect.any(String),
          userIdentity: { arn: identity, accountId: '123456789012' },
          eventTime: '2026-03-01T12:00:00Z',
          eventSource: 'appstream.amazonaws.com',
          eventName: 'CreateImage',
          awsRegion: SOURCE,
          requestParameters: null,
          responseElements: null,
          eventID: events[0]?.id,
          readOnly: false,
          eventType: 'AwsServiceEvent',
          recipientAccountId: '123456789012',
          serviceEventDetails: {
            ImageName: 'office',
            ImagePlatform: 'WINDOWS',
            ImageDisPlayName: 'Office',
            ImageBuilderSupported: 'True',
            ImageCreatedTime: 'Sun Mar 01 12:00:00 UTC 2026',
            ImageDescription: 'for all',
            ImageState: 'PENDING',
          },
        },
      },
    ]);
  });

  test('a copy sends its API call in the source region, and nothing when it ends', async () => {
    const { appstream, events, advance, world } = await listening();
    await appstream().send(copyOf('cad', 'cad-eu'));
    advance(60);
    expect(world.image(DESTINATION, 'cad-eu')?.state).toBe('AVAILABLE');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      'detail-type': 'AWS API Call via CloudTrail',
      region: SOURCE,
      detail: {
        eventName: 'CopyImage',
        eventType: 'AwsApiCall',
        userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/tester' },
        requestParameters: {
          sourceImageName: 'cad',
          destinationImageName: 'cad-eu',
          destinationRegion: DESTINATION,
          destinationImageDescription: 'a copy',
        },
        responseElements: { destinationImageName: 'cad-eu' },
      },
    });
  });

  test('tagging sends its tags as they are, keys included', async () => {
    const { appstream, events } = await listening();
    const Tags = { 'Cost Center': 'A 1' };
    await appstream().send(new TagResourceCommand({ ResourceArn: ARN, Tags }));
    await appstream().send(new UntagResourceCommand({ ResourceArn: ARN, TagKeys: ['old'] }));
    expect(events.map(({ detail }) => [detail.eventName, detail.requestParameters])).toEqual([
      ['TagResource', { resourceArn: ARN, tags: Tags }],
      ['UntagResource', { resourceArn: ARN, tagKeys: ['old'] }],
    ]);
  });

  test('a managed update sends its API call, a dry run too', async () => {
    const { appstream, events } = await listening();
    const input = { existingImageName: 'cad', newImageName: 'cad-2' };
    await appstream().send(new CreateUpdatedImageCommand({ ...input, dryRun: true }));
    await appstream().send(new CreateUpdatedImageCommand(input));
    expect(events.map(({ detail }) => detail.requestParameters)).toEqual([
      { ...input, dryRun: true },
      input,
    ]);
  });

  test.each([
    ['refused', undefined, 'ResourceNotFoundException'],
    ['throttled', { error: 'ThrottlingException' }, 'ThrottlingException'],
  ])('a call that is %s sends its error', async (_, effect, errorCode) => {
    const { appstream, events, fault } = await listening();
    if (effect) fault({ effect });
    const attempt = appstream().send(new DeleteImageCommand({ Name: 'gone' }));
    await expect(attempt).rejects.toThrow();
    expect(events).toMatchObject([
      { detail: { eventName: 'DeleteImage', errorCode, responseElements: null } },
    ]);
  });

  test.each([
    ['drop-before', []],
    ['drop-after', [undefined]],
  ] as const)('with %s, the event tells what the service did', async (effect, errors) => {
    const { appstream, events, fault } = await listening();
    fault({ effect });
    await expect(appstream().send(new DeleteImageCommand({ Name: 'cad' }))).rejects.toThrow();
    expect(events.map(({ detail }) => detail.errorCode)).toEqual(errors);
  });

  test('reading, and what is done to rules, sends none', async () => {
    const { appstream, eventbridge, events, world } = await listening();
    world.createRule('watch');
    await appstream().send(new DescribeImagesCommand({}));
    await eventbridge().send(new EnableRuleCommand({ Name: 'watch' }));
    expect(events).toEqual([]);
  });

  test('a caller that AWS does not know sends none', async () => {
    const { appstream, world, post, events } = await listening();
    await post({ headers: { 'x-amz-target': 'PhotonAdminProxyService.DeleteImage' } });
    world.disableRegion(SOURCE);
    await expect(appstream().send(new DeleteImageCommand({ Name: 'cad' }))).rejects.toThrow();
    expect(events).toEqual([]);
  });

  test('what is done by hand sends what the calls would have sent', async () => {
    const { world, events } = await listening();
    world.setTags(SOURCE, 'cad', { new: 'tag' });
    world.setTags(SOURCE, 'cad', { new: 'tag' });
    world.deleteImage(SOURCE, 'cad');
    world.createImage(SOURCE, { name: 'sample', visibility: 'PUBLIC' });
    expect(events.map(({ detail }) => [detail.eventName, detail.requestParameters])).toEqual([
      ['TagResource', { resourceArn: ARN, tags: { new: 'tag' } }],
      ['UntagResource', { resourceArn: ARN, tagKeys: ['old'] }],
      ['DeleteImage', { name: 'cad' }],
    ]);
    expect(events[0]?.detail.userIdentity).toMatchObject({
      arn: 'arn:aws:iam::123456789012:user/console',
    });
  });

  test('a caller that assumed a role is named by session and role', async () => {
    const { appstream, events } = await listening({
      callerArn: (key) => `arn:aws:sts::123456789012:assumed-role/replicator/${key}`,
    });
    await appstream(SOURCE, 'run-1').send(new DeleteImageCommand({ Name: 'cad' }));
    expect(events[0]?.detail.userIdentity).toEqual({
      type: 'AssumedRole',
      arn: 'arn:aws:sts::123456789012:assumed-role/replicator/run-1',
      accountId: '123456789012',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: 'arn:aws:iam::123456789012:role/replicator',
          accountId: '123456789012',
        },
      },
    });
  });

  test('every event has an id of its own', async () => {
    const { world, events } = await listening();
    for (let n = 0; n < 20; n++) world.createImage(SOURCE, { name: `image-${n}` });
    expect(new Set(events.map(({ id }) => id)).size).toBe(20);
  });
});
