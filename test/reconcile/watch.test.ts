import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

const build = (name = 'cad') =>
  stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': EU } });
const tick = () => stage.deliver({ trigger: 'tick' });

describe('the watch', () => {
  test('is on while something is in flight, off at the end, and is not switched in between', async () => {
    build();
    await stage.look('cad');
    expect(stage.isWatching()).toBe(true);
    stage.sim.calls.length = 0;
    await stage.tick();
    expect(stage.sim.calls.filter(({ service }) => service === 'events')).toEqual([]);
    await stage.settle();
    expect(stage.isWatching()).toBe(false);
  });

  test('is turned on again when a copy started between a tick’s look and its turning off', async () => {
    stage.sim.onCall(async ({ operation }) => {
      if (operation !== 'DescribeImages' || stage.sim.world.images(HOME).length > 0) return;
      build();
      await stage.look('cad');
    });
    await tick();
    expect(stage.word('cad', EU)).toBe('COPYING');
    expect(stage.isWatching()).toBe(true);
  });

  /** Lets the first look after the watch was turned off meet an error, so many times. */
  function refuseLookAfterTurningOff(error: string, times: number) {
    let isOver = false;
    stage.sim.onCall(async ({ operation }) => {
      if (operation !== 'DisableRule' || isOver) return;
      isOver = true;
      stage.sim.fault({ operation: 'DescribeImages', times, effect: { error } });
    });
  }

  test('is turned on again when the look after its turning off fails, and rests after the next', async () => {
    refuseLookAfterTurningOff('ThrottlingException', 3);
    await expect(tick()).rejects.toThrow('Throttling');
    expect(stage.isWatching()).toBe(true);
    await stage.tick();
    expect(stage.isWatching()).toBe(false);
  });

  test('rests when the look after its turning off is refused for good', async () => {
    refuseLookAfterTurningOff('AccessDeniedException', Number.POSITIVE_INFINITY);
    await expect(tick()).rejects.toThrow('AccessDenied');
    await expect(stage.tick()).rejects.toThrow();
    expect(stage.isWatching()).toBe(false);
  });

  test('a sweep turns it on for what a dead run left behind', async () => {
    build();
    stage.sim.fault({ operation: 'EnableRule', effect: { error: 'AccessDeniedException' } });
    await expect(stage.look('cad')).rejects.toThrow('AccessDenied');
    expect(stage.isWatching()).toBe(false);
    await stage.deliver({ trigger: 'sweep' });
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });
});

describe('a run', () => {
  test('that cannot publish fails, keeps the mark of what is due, and announces it minutes later', async () => {
    const { topicArn } = stage.reconciler;
    build();
    await stage.look('cad');
    stage.clock.advance(60);
    Object.assign(stage.reconciler, { topicArn: `${topicArn}-missing` });
    await expect(tick()).rejects.toThrow(AggregateError);
    expect(stage.status('cad', EU)).toMatch(/^AVAILABLE .* due=0 /);
    expect(stage.isWatching()).toBe(true);
    Object.assign(stage.reconciler, { topicArn });
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
    expect(stage.status('cad', EU)).toMatch(/^AVAILABLE (?!.*due=)/);
  });

  test('that cannot take the mark off announces again, with the same id', async () => {
    build();
    await stage.look('cad');
    stage.clock.advance(60);
    const isUnmarked = (input: unknown) => /AVAILABLE (?!.*due=)/.test(JSON.stringify(input));
    stage.sim.fault({
      operation: 'TagResource',
      match: isUnmarked,
      effect: { error: 'ConcurrentModificationException' },
    });
    await expect(tick()).rejects.toThrow('ConcurrentModificationException');
    expect(stage.isWatching()).toBe(true);
    await stage.settle();
    const [first, second] = stage.inbox().map(({ message }) => message.id);
    expect(stage.inbox()).toHaveLength(2);
    expect(first).toBe(second);
  });

  test('that may not read one image’s tags does everything else, then fails', async () => {
    build('one');
    build('two');
    stage.sim.fault({
      operation: 'ListTagsForResource',
      match: (input) => JSON.stringify(input).includes('image/one'),
      effect: { error: 'AccessDeniedException', message: 'not you' },
    });
    await expect(stage.deliver({})).rejects.toThrow('not you');
    expect(stage.word('two', EU)).toBe('COPYING');
    expect(stage.isWatching()).toBe(true);
    await stage.settle();
    expect(stage.inbox()).toHaveLength(2);
  });

  test('that cannot list the source region fails and changes nothing', async () => {
    build();
    stage.sim.fault({ operation: 'DescribeImages', effect: { error: 'AccessDeniedException' } });
    await expect(stage.deliver({ trigger: 'sweep' })).rejects.toThrow();
    const operations = new Set(stage.sim.calls.map(({ operation }) => operation));
    expect(operations).toEqual(new Set(['DescribeImages']));
  });

  test('that is short of time starts nothing new; the next tick continues', async () => {
    build();
    Object.assign(stage.reconciler, { timeLeft: () => 0 });
    await stage.look('cad');
    expect(stage.sim.calls.some(({ operation }) => operation === 'CopyImage')).toBe(false);
    expect(stage.isWatching()).toBe(true);
    Object.assign(stage.reconciler, { timeLeft: () => Number.POSITIVE_INFINITY });
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });

  test('counts what it did', async () => {
    build();
    await stage.look('cad');
    await stage.settle();
    await stage.deliver({ trigger: 'sweep' });
    const names = stage.metrics.map(({ name }) => name);
    for (const name of ['CopiesStarted', 'ReplicasAvailable', 'Sweeps', 'InFlight']) {
      expect(names).toContain(name);
    }
    expect(stage.metrics).toContainEqual({
      name: 'TimeToReplicate',
      value: 40 * 60,
      dimension: ['destinationRegion', EU],
    });
  });

  test('counts what is in flight when it read all images, and a sweep when it was one', async () => {
    const counted = () => stage.metrics.splice(0).map(({ name, value }) => `${name} ${value}`);
    build();
    await stage.look('cad');
    expect(counted()).toEqual(['CopiesStarted 1']);
    await stage.tick();
    expect(counted()).toEqual(['InFlight 1']);
    await stage.deliver({ trigger: 'sweep' });
    expect(counted()).toEqual(['InFlight 1', 'Sweeps 1']);
    await stage.deliver({});
    expect(counted()).toEqual(['InFlight 1']);
  });
});
