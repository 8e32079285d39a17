import { beforeEach, describe, expect, test } from '@jest/globals';
import { ProcessMemory } from '../../lib/process-memory.ts';
import { HOME, keys } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const ASIA = 'ap-southeast-2';
const stage = useStage();

const build = (name: string, to?: string) =>
  stage.sim.world.createImage(HOME, { name, tags: to ? { 'replicate:to': to } : {} });
const readsOfTags = () =>
  stage.sim.calls
    .splice(0)
    .flatMap(({ operation, input }) =>
      operation === 'ListTagsForResource' ? [String(Object(input).ResourceArn).split('/')[1]] : [],
    );

/** Does something in another process of the function. */
async function elsewhere(action: () => Promise<unknown>): Promise<void> {
  const { memory } = stage.reconciler;
  Object.assign(stage.reconciler, { memory: new ProcessMemory() });
  await action();
  Object.assign(stage.reconciler, { memory });
}

describe('a tick', () => {
  test('leaves alone what the process knows to be at rest, for half an hour', async () => {
    build('old');
    build('cad', EU);
    await stage.look('cad');
    await stage.tick();
    expect(readsOfTags()).toEqual(expect.arrayContaining(['cad', 'old']));
    await stage.tick();
    expect(readsOfTags()).toEqual(['cad']);
    stage.clock.advance(30);
    await stage.tick();
    expect(readsOfTags()).toEqual(expect.arrayContaining(['cad', 'old']));
  });

  test('looks at an image that an event named since', async () => {
    build('cad', EU);
    await stage.look('cad');
    await stage.tick();
    build('lab', EU);
    await stage.look('lab');
    readsOfTags();
    await stage.tick();
    expect(readsOfTags().toSorted()).toEqual(['cad', 'lab']);
  });

  test('looks at an image at rest that an event named since', async () => {
    build('lab');
    build('cad', EU);
    await stage.look('cad');
    await stage.tick();
    stage.sim.world.setTags(HOME, 'lab', { 'replicate:to': ASIA });
    await stage.look('lab');
    readsOfTags();
    await stage.tick();
    expect(readsOfTags().toSorted()).toEqual(['cad', 'lab']);
  });

  test('finds a copy that another process began to a region that it lists', async () => {
    build('lab');
    build('cad', EU);
    await stage.look('cad');
    await stage.tick();
    stage.clock.advance(1);
    stage.sim.world.setTags(HOME, 'lab', { 'replicate:to': EU });
    build('new', EU);
    stage.sim.world.quota(EU, { copies: 9 });
    await elsewhere(() => stage.look('lab'));
    await elsewhere(() => stage.look('new'));
    await stage.tick();
    readsOfTags();
    await stage.tick();
    expect(readsOfTags().toSorted()).toEqual(['cad', 'lab', 'new']);
  });

  test('does not read a source again and again whose replica is on its way though nobody waits for it any more', async () => {
    build('slow', EU);
    await stage.look('slow');
    stage.clock.advance(1);
    stage.sim.world.setTags(HOME, 'slow', {});
    await stage.look('slow');
    build('cad', EU);
    await stage.look('cad');
    await stage.tick();
    await stage.tick();
    readsOfTags();
    await stage.tick();
    expect(readsOfTags()).toEqual(['cad']);
    expect(stage.sim.world.image(EU, 'slow')?.state).toBe('COPYING');
  });

  test('gives a slot to an image that has waited for so long that it is late', async () => {
    stage.set({ copyMinutes: () => 100 });
    stage.sim.world.quota(EU, { copies: 1 });
    for (let n = 0; n < 6; n += 1) build(`image-${n}`, EU);
    await stage.run({ kind: 'all', trigger: 'sweep' });
    await stage.pass(6 * 101 + 1);
    const outcomes = stage.inbox().map(({ message }) => message.outcome);
    expect(outcomes.filter((outcome) => outcome === 'SUCCEEDED')).toHaveLength(6);
    expect(outcomes).toContain('LATE');
  });

  test('lists all images once when one in flight was deleted', async () => {
    for (let n = 0; n < 60; n += 1) build(`other-${n}`);
    build('gone', EU);
    build('cad', EU);
    await stage.look('gone');
    await stage.look('cad');
    await stage.tick();
    stage.sim.world.deleteImage(HOME, 'gone');
    const listings = async () => {
      stage.sim.calls.length = 0;
      await stage.tick();
      return stage.sim.calls.filter(
        ({ operation, region }) => operation === 'DescribeImages' && region === HOME,
      ).length;
    };
    expect(await listings()).toBe(1 + 3);
    expect(await listings()).toBe(1);
  });
});

describe('with something in flight already,', () => {
  beforeEach(async () => {
    stage.sim.world.quota(EU, { copies: 9, images: 999 });
    build('cad', EU);
    await stage.look('cad');
    await stage.tick();
    await stage.tick();
  });

  /** Ticks until the copy has begun. */
  const ticksUntilCopy = async (name: string, region: string) => {
    let ticks = 0;
    for (; !stage.sim.world.image(region, name) && ticks < 60; ticks += 1) await stage.tick();
    return ticks;
  };

  test.each(['DescribeImages', 'ListTagsForResource'])(
    'an event that is left to the watch when %s is throttled is seen to by the next tick',
    async (operation) => {
      build('new', EU);
      stage.sim.fault({ operation, times: 3, effect: { error: 'ThrottlingException' } });
      await stage.look('new');
      expect(await ticksUntilCopy('new', EU)).toBe(1);
    },
  );

  test('an event that comes while AWS is left alone is seen to by the next tick', async () => {
    build('new', EU);
    stage.reconciler.memory.coolDown(stage.clock.now());
    await stage.look('new');
    expect(await ticksUntilCopy('new', EU)).toBe(1);
  });

  test.each([EU, ASIA])(
    'an image that another process saw while it was PENDING is copied to %s when it is AVAILABLE',
    async (region) => {
      const tags = { 'replicate:to': region };
      stage.sim.world.createImage(HOME, { name: 'new', buildMinutes: 5, tags });
      await elsewhere(() => stage.look('new'));
      expect(await ticksUntilCopy('new', region)).toBe(5);
    },
  );

  test('images whose tags may not be read are left to the sweep', async () => {
    for (let n = 0; n < 30; n += 1) build(`secret-${n}`);
    stage.sim.fault({
      operation: 'ListTagsForResource',
      times: Number.POSITIVE_INFINITY,
      match: (input) => JSON.stringify(input).includes('secret'),
      effect: { error: 'AccessDeniedException' },
    });
    await expect(stage.run({ kind: 'all', trigger: 'sweep' })).rejects.toThrow('AccessDenied');
    readsOfTags();
    await stage.tick();
    expect(readsOfTags()).toEqual(['cad']);
  });

  test.each(['InvalidParameterCombinationException', 'AccessDeniedException'])(
    'regions are listed where AWS answers a question for several names with %s',
    async (error) => {
      for (let n = 0; n < 60; n += 1) {
        build(`other-${n}`);
        stage.sim.world.createImage(EU, { name: `theirs-${n}` });
      }
      build('new', EU);
      await stage.look('new');
      stage.sim.fault({
        operation: 'DescribeImages',
        times: Number.POSITIVE_INFINITY,
        match: (input) => (Object(input).Names?.length ?? 0) > 1,
        effect: { error },
      });
      expect(await stage.pass(42)).toEqual([]);
      expect(stage.inbox().map(({ message }) => message.outcome)).toEqual([
        'SUCCEEDED',
        'SUCCEEDED',
      ]);
    },
  );
});

test('an announcement that falls due while a region is read is made, not forgotten', async () => {
  stage.sim.world.quota(EU, { copies: 9, images: 999 });
  for (let n = 0; n < 200; n += 1) stage.sim.world.createImage(EU, { name: `theirs-${n}` });
  stage.sim.onCall(() => stage.clock.advance(0.7 / 60));
  build('first', EU);
  await stage.look('first');
  stage.clock.advance(30);
  build('second', EU);
  await stage.look('second');
  const effect = { error: 'InternalFailure', status: 500 };
  stage.sim.fault({ operation: 'Publish', times: 9, effect });
  for (let minute = 0; minute < 25; minute += 1) {
    const startedAt = stage.clock.now().getTime();
    await stage.run({ kind: 'all', trigger: 'tick' }).catch(() => {});
    stage.clock.advance(1 - ((stage.clock.now().getTime() - startedAt) % 60_000) / 60_000);
  }
  await stage.pass(60);
  expect(stage.inbox().map(({ message }) => message.source.name)).toEqual(['first', 'second']);
});

describe('the watch', () => {
  test('goes on for what other processes began when this one knows of nothing in flight', async () => {
    build('cad', EU);
    await stage.look('cad');
    await stage.tick();
    build('lab', ASIA);
    stage.clock.advance(20);
    await elsewhere(() => stage.look('lab'));
    stage.clock.advance(25);
    await stage.tick();
    expect(stage.word('cad', EU)).toBe('AVAILABLE');
    expect(stage.word('lab', ASIA)).toBe('COPYING');
    expect(stage.isWatching()).toBe(true);
    await stage.settle();
    expect(stage.word('lab', ASIA)).toBe('AVAILABLE');
    expect(stage.inbox()).toHaveLength(2);
  });

  test('reads a replica by name only where nothing but its end is waited for', async () => {
    stage.sim.world.quota(EU, { copies: 1, images: 100 });
    for (let n = 0; n < 60; n += 1) stage.sim.world.createImage(EU, { name: `theirs-${n}` });
    build('one', EU);
    build('two', EU);
    await stage.deliver({});
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(stage.sim.world.image(EU, 'two')?.tags[keys.source]).toContain('image/two');
  });
});
