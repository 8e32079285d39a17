import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createStage, HOME, type Stage } from '../support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const throttled = { error: 'ThrottlingException' };
const build = (name: string, to?: string) =>
  stage.sim.world.createImage(HOME, { name, tags: to ? { 'replicate:to': to } : {} });
const tick = () => stage.run({ kind: 'all', trigger: 'tick' });
const readsOfTags = () =>
  stage.sim.calls.filter(({ operation }) => operation === 'ListTagsForResource').length;

describe('the pace', () => {
  test('more images than a minute has room for are looked at every few minutes', async () => {
    for (let image = 0; image < 301; image += 1) build(`image-${image}`);
    const looks: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      const before = readsOfTags();
      await tick();
      looks.push(readsOfTags() - before);
      stage.clock.advance(1);
    }
    // Each look that finds nothing is followed by another, after the watch was turned off.
    expect(looks).toEqual([602, 0, 602, 0]);
  });

  test('a sweep looks at all images in any minute', async () => {
    for (let image = 0; image < 301; image += 1) build(`image-${image}`);
    stage.clock.advance(1);
    await stage.run({ kind: 'all', trigger: 'sweep' });
    expect(readsOfTags()).toBe(301);
  });

  test('an event whose image AWS is too busy to show is left to the watch', async () => {
    build('cad', 'eu-west-1');
    stage.sim.fault({ operation: 'DescribeImages', times: 3, effect: throttled });
    await expect(stage.look('cad')).resolves.toMatchObject({ images: 0 });
    expect(stage.isWatching()).toBe(true);
    await stage.settle();
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
  });

  test('a tick that AWS is too busy for is left to the next', async () => {
    build('cad', 'eu-west-1');
    await stage.look('cad');
    stage.sim.fault({ operation: 'DescribeImages', times: 3, effect: throttled });
    await expect(tick()).resolves.toMatchObject({ images: 0 });
    await stage.settle();
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
  });

  test('a sweep that AWS is too busy for fails, so that somebody hears of it', async () => {
    stage.sim.fault({ operation: 'DescribeImages', times: 3, effect: throttled });
    await expect(stage.run({ kind: 'all', trigger: 'sweep' })).rejects.toThrow('scripted fault');
  });

  test('when time is up, what was done is remembered, and what waits is decided again', async () => {
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
});
