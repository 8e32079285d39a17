import { DescribeImagesCommand, TagResourceCommand } from '@aws-sdk/client-appstream';
import { EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from '@jest/globals';
import { copyOf, DESTINATION, SOURCE, START, start } from './harness.ts';

const ARN = 'arn:aws:appstream:us-east-1:123456789012:image/cad';

describe('the record of calls', () => {
  test('holds every call with its region, input, time and answer', async () => {
    const { world, appstream, eventbridge, advance, calls } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(new DescribeImagesCommand({ Type: 'PRIVATE' }));
    advance(1);
    const rule = eventbridge(DESTINATION).send(new EnableRuleCommand({ Name: 'watch' }));
    await expect(rule).rejects.toThrow();
    expect(calls).toEqual([
      {
        operation: 'DescribeImages',
        service: 'appstream',
        region: SOURCE,
        input: { Type: 'PRIVATE' },
        at: START,
        status: 200,
      },
      {
        operation: 'EnableRule',
        service: 'events',
        region: DESTINATION,
        input: { Name: 'watch' },
        at: new Date('2026-03-01T12:01:00Z'),
        status: 400,
        error: 'ResourceNotFoundException',
        resource: { arn: 'arn:aws:events:eu-west-1:123456789012:rule/watch', tags: {} },
      },
    ]);
  });

  test('has the resource as it was before the call', async () => {
    const { world, appstream, calls } = await start();
    world.createImage(SOURCE, { name: 'cad', tags: { before: 'yes' } });
    await appstream().send(new TagResourceCommand({ ResourceArn: ARN, Tags: { after: 'yes' } }));
    expect(calls[0]?.resource).toEqual({ arn: ARN, tags: { before: 'yes' } });
  });

  test('has source and replica of a copy, also of one that is refused', async () => {
    const { appstream, calls } = await start();
    const copy = copyOf('cad', 'cad-eu');
    await expect(appstream().send(copy)).rejects.toThrow();
    expect(calls[0]?.resource).toEqual({
      arn: ARN,
      tags: {},
      replica: 'arn:aws:appstream:eu-west-1:123456789012:image/cad-eu',
    });
  });
});

describe('a listener on calls', () => {
  test('can change the world between two calls', async () => {
    const { world, appstream, onCall } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    onCall(({ operation }) => {
      if (operation === 'DescribeImages' && world.image(SOURCE, 'cad'))
        world.deleteImage(SOURCE, 'cad');
    });
    const look = () => appstream().send(new DescribeImagesCommand({}));
    expect((await look()).Images).toHaveLength(1);
    expect((await look()).Images).toHaveLength(0);
  });

  test('can hold an answer up until another call is answered', async () => {
    const { world, appstream, onCall } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    onCall(({ operation }) => (operation === 'TagResource' ? released : undefined));
    const order: string[] = [];
    const slow = appstream()
      .send(new TagResourceCommand({ ResourceArn: ARN, Tags: { a: 'b' } }))
      .then(() => order.push('slow'));
    await appstream().send(new DescribeImagesCommand({}));
    order.push('fast');
    release();
    await slow;
    expect(order).toEqual(['fast', 'slow']);
  });
});
