import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from '@jest/globals';
import { DESTINATION, start } from './harness.ts';

describe('rules of EventBridge', () => {
  test('are switched on and off', async () => {
    const { world, eventbridge } = await start();
    world.createRule('watch');
    const client = eventbridge();
    expect(world.rule('watch')).toEqual({ name: 'watch', state: 'DISABLED' });
    await client.send(new EnableRuleCommand({ Name: 'watch' }));
    expect(await client.send(new DescribeRuleCommand({ Name: 'watch' }))).toMatchObject({
      Name: 'watch',
      Arn: 'arn:aws:events:us-east-1:123456789012:rule/watch',
      State: 'ENABLED',
    });
    await client.send(new DisableRuleCommand({ Name: 'watch', EventBusName: 'default' }));
    expect(world.rule('watch').state).toBe('DISABLED');
  });

  test('belong to one region each', async () => {
    const { world, eventbridge } = await start();
    world.createRule('watch');
    world.createRule('watch', 'DISABLED', DESTINATION);
    await eventbridge(DESTINATION).send(new EnableRuleCommand({ Name: 'watch' }));
    expect(world.rule('watch').state).toBe('DISABLED');
    expect(world.rule('watch', DESTINATION).state).toBe('ENABLED');
    expect(() => world.rule('watch', 'eu-west-3')).toThrow('No rule watch in eu-west-3');
  });

  test.each([
    ['a missing rule', { Name: 'gone' }, 'ResourceNotFoundException'],
    [
      'a rule of another bus',
      { Name: 'watch', EventBusName: 'other' },
      'ResourceNotFoundException',
    ],
    ['a wrong name', { Name: 'wa tch' }, 'ValidationException'],
    ['no name', { Name: undefined }, 'ValidationException'],
  ])('%s is refused', async (_, input, name) => {
    const { world, eventbridge } = await start();
    world.createRule('watch');
    for (const Command of [EnableRuleCommand, DisableRuleCommand, DescribeRuleCommand])
      await expect(eventbridge().send(new Command(input))).rejects.toMatchObject({ name });
    expect(world.rule('watch').state).toBe('DISABLED');
  });
});
