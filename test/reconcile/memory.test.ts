import { describe, expect, test } from '@jest/globals';
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
    expect(await listings()).toBe(2);
    expect(await listings()).toBe(1);
  });
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
