import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const stage = useStage();

const throttled = { error: 'ThrottlingException' };
const build = (name: string, to?: string) =>
  stage.sim.world.createImage(HOME, { name, tags: to ? { 'replicate:to': to } : {} });
const tick = () => stage.run({ kind: 'all', trigger: 'tick' });
const readsOfTags = () =>
  stage.sim.calls.filter(({ operation }) => operation === 'ListTagsForResource').length;

describe('the pace', () => {
  test('more images in flight than a minute has room for are checked every few minutes', async () => {
    for (let image = 0; image < 301; image += 1) build(`image-${image}`, 'eu-west-1');
    await stage.run({ kind: 'all', trigger: 'sweep' });
    const looks: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      const before = readsOfTags();
      await tick();
      looks.push(readsOfTags() - before);
      stage.clock.advance(1);
    }
    expect(looks).toEqual([301, 0, 301, 0]);
  });

  test('what an earlier run had no time to read is read by ticks, so many images a minute', async () => {
    for (let image = 0; image < 700; image += 1) build(`image-${image}`);
    build('cad', 'eu-west-1');
    await stage.look('cad');
    Object.assign(stage.reconciler, { timeLeft: () => (readsOfTags() > 20 ? 0 : 1) });
    await tick();
    Object.assign(stage.reconciler, { timeLeft: () => Number.POSITIVE_INFINITY });
    const looks: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      const before = readsOfTags();
      stage.clock.advance(1);
      await tick();
      looks.push(readsOfTags() - before);
    }
    expect(looks.slice(0, 2)).toEqual([300, 300]);
    expect(looks.at(-1)).toBeLessThanOrEqual(1);
  });

  test('a sweep checks all images in any minute', async () => {
    for (let image = 0; image < 301; image += 1) build(`image-${image}`);
    stage.clock.advance(1);
    await stage.run({ kind: 'all', trigger: 'sweep' });
    expect(readsOfTags()).toBe(301);
  });

  test('an event whose image AWS is too busy to show is left to the watch', async () => {
    build('cad', 'eu-west-1');
    stage.sim.fault({ operation: 'DescribeImages', times: 3, effect: throttled });
    await expect(stage.look('cad')).resolves.toEqual({
      deferred: 'left to the watch: ThrottlingException',
    });
    expect(stage.isWatching()).toBe(true);
    await stage.settle();
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
  });

  test('a tick that AWS is too busy for is left to the next', async () => {
    build('cad', 'eu-west-1');
    await stage.look('cad');
    stage.sim.fault({ operation: 'DescribeImages', times: 3, effect: throttled });
    await expect(tick()).resolves.toHaveProperty('deferred');
    await stage.settle();
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
  });

  test('a sweep that AWS is too busy for is left to the watch, and does not count as one', async () => {
    build('cad', 'eu-west-1');
    stage.sim.fault({ operation: 'DescribeImages', times: 6, effect: throttled });
    await stage.run({ kind: 'all', trigger: 'sweep' });
    expect(stage.isWatching()).toBe(true);
    expect(stage.metrics).not.toContainEqual(expect.objectContaining({ name: 'Sweeps' }));
    await stage.settle();
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
  });

  test('a run on demand returns the throttling error instead of waiting for the next tick', async () => {
    stage.sim.fault({ operation: 'DescribeImages', times: 6, effect: throttled });
    await expect(stage.run({ kind: 'all', trigger: 'manual' })).rejects.toThrow('scripted fault');
  });

  test.each(['DescribeImages', 'ListTagsForResource'])(
    'when AWS was too busy for %s, a process leaves events of the next minute to the watch',
    async (operation) => {
      build('cad', 'eu-west-1');
      build('lab', 'eu-west-1');
      stage.sim.fault({ operation, times: 3, effect: throttled });
      await stage.look('cad');
      const before = stage.sim.calls.length;
      await stage.look('lab');
      const made = stage.sim.calls.slice(before).map((call) => call.operation);
      expect(made).toEqual(['EnableRule']);
      stage.clock.advance(1);
      await stage.look('lab');
      expect(stage.word('lab', 'eu-west-1')).toBe('COPYING');
    },
  );

  test('when time is up, what was done is in the status tags, and the rest is decided again', async () => {
    build('cad', 'eu-west-1');
    build('lab', 'ap-southeast-2');
    stage.sim.fault({ region: 'ap-southeast-2', times: 3, effect: throttled });
    const isCopied = () => stage.sim.calls.some(({ operation }) => operation === 'CopyImage');
    Object.assign(stage.reconciler, { timeLeft: () => (isCopied() ? 0 : 1) });
    await tick();
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
    expect(stage.status('lab', 'ap-southeast-2')).toBeUndefined();
    expect(stage.isWatching()).toBe(true);
    Object.assign(stage.reconciler, { timeLeft: () => 1 });
    await stage.settle();
    expect(stage.word('lab', 'ap-southeast-2')).toBe('AVAILABLE');
  });

  test('a run that is out of time while reading leaves the other images to the next run', async () => {
    build('cad', 'eu-west-1');
    build('lab', 'ap-southeast-2');
    const calls = (operation: string) =>
      stage.sim.calls.filter((call) => call.operation === operation).length;
    const isHalfway = () => calls('ListTagsForResource') > 0;
    Object.assign(stage.reconciler, { timeLeft: () => (isHalfway() ? 0 : 1) });
    for (let image = 0; image < 20; image += 1) build(`image-${image}`);
    await stage.run({ kind: 'all', trigger: 'sweep' });
    expect(readsOfTags()).toBeLessThan(22);
    // The images of the source region, and those that are shared: no destination.
    expect(calls('DescribeImages')).toBe(2);
    expect(stage.isWatching()).toBe(true);
  });

  test('of more images than a run has time to read, each minute reads another part', async () => {
    for (let image = 0; image < 100; image += 1) build(`image-${image}`);
    const read = () =>
      stage.sim.calls.flatMap(({ operation, input }) =>
        operation === 'ListTagsForResource' ? [Object(input).ResourceArn] : [],
      );
    for (let minute = 0; minute < 10; minute += 1) {
      const before = read().length;
      Object.assign(stage.reconciler, { timeLeft: () => (read().length - before < 30 ? 1 : 0) });
      await stage.run({ kind: 'all', trigger: 'sweep' });
      expect(read().length - before).toBeLessThan(40);
      stage.clock.advance(1);
    }
    expect(new Set(read()).size).toBe(100);
  });

  test('the watch is disabled when several runs together have found nothing in flight', async () => {
    let calls = 0;
    stage.sim.onCall(({ operation }) => {
      if (operation === 'ListTagsForResource') calls += 1;
    });
    // Each call takes ten seconds of the four minutes that a run has.
    Object.assign(stage.reconciler, { timeLeft: () => 240_000 - 10_000 * calls });
    for (let image = 0; image < 40; image += 1) build(`image-${image}`);
    const run = async (trigger: 'sweep' | 'tick') => {
      calls = 0;
      await stage.run({ kind: 'all', trigger });
    };
    await run('sweep');
    for (let ticks = 0; ticks < 20 && stage.isWatching(); ticks += 1) {
      stage.clock.advance(1);
      await run('tick');
    }
    expect(stage.isWatching()).toBe(false);
  });

  test('that a run had no time for all images does not make the next event wait', async () => {
    for (let image = 0; image < 20; image += 1) build(`image-${image}`);
    Object.assign(stage.reconciler, { timeLeft: () => (readsOfTags() > 4 ? 0 : 1) });
    await stage.run({ kind: 'all', trigger: 'sweep' });
    Object.assign(stage.reconciler, { timeLeft: () => Number.POSITIVE_INFINITY });
    build('cad', 'eu-west-1');
    await stage.look('cad');
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
  });
});
