import type { ImageState } from '@aws-sdk/client-appstream';
import { expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

function build(names: readonly string[]): void {
  for (const name of names) {
    stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': EU } });
    stage.clock.advance(1);
  }
}

test('seven images through a quota of two copies: oldest first, never more than two, none lost', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  build(names);
  await stage.deliver({});
  expect(names.map((name) => stage.word(name, EU))).toEqual([
    'COPYING',
    'COPYING',
    'WAITING',
    'WAITING',
    'WAITING',
    'WAITING',
    'WAITING',
  ]);
  expect(stage.status('c', EU)).toContain('code=CopyQuota');
  let most = 0;
  for (let ticks = 0; stage.isWatching() && ticks < 300; ticks += 1) {
    await stage.tick();
    const copying = stage.sim.world.images(EU).filter(({ state }) => state === 'COPYING').length;
    most = Math.max(most, copying);
  }
  expect(most).toBe(2);
  const copied = stage.sim.calls.filter(
    ({ operation, error }) => operation === 'CopyImage' && !error,
  );
  expect(copied.map(({ input }) => Object(input).SourceImageName)).toEqual(names);
  expect(stage.inbox()).toHaveLength(names.length);
  expect(stage.inbox().every(({ message }) => message.outcome === 'SUCCEEDED')).toBe(true);
});

test('a refused copy ends the tries for its region in that run, and is not retried by the SDK', async () => {
  stage.sim.world.quota(EU, { copies: 1 });
  build(['a', 'b', 'c']);
  await stage.deliver({});
  const tries = stage.sim.calls.filter(({ operation }) => operation === 'CopyImage');
  expect(tries.map(({ error }) => error)).toEqual([undefined, 'LimitExceededException']);
});

test('one full region does not hold up another', async () => {
  stage.sim.world.quota(EU, { copies: 0 });
  stage.sim.world.createImage(HOME, {
    name: 'cad',
    tags: { 'replicate:to': 'eu-west-1 eu-west-2' },
  });
  await stage.look('cad');
  expect(stage.word('cad', 'eu-west-2')).toBe('COPYING');
  expect(stage.word('cad', EU)).toBe('WAITING');
});

test('a region full of images has a code of its own, continues when there is room, and ends as FAILED after 24 hours', async () => {
  stage.sim.world.quota(EU, { images: 1 });
  stage.sim.world.createImage(EU, { name: 'theirs' });
  build(['a']);
  await stage.look('a');
  expect(stage.status('a', EU)).toContain('code=ImageQuota');
  await stage.pass(23 * 60);
  expect(stage.word('a', EU)).toBe('WAITING');
  await stage.pass(60);
  const messages = stage.inbox().map(({ message }) => message);
  expect(messages.map(({ outcome, reason }) => [outcome, reason?.code])).toEqual([
    ['LATE', 'ImageQuota'],
    ['FAILED', 'GaveUp'],
  ]);
  expect(messages[1]?.reason?.message).toContain('ImageQuota');
  expect(stage.word('a', EU)).toBe('FAILED');
});

test('queueing behind other copies is not given up, however long it takes', async () => {
  stage.set({ copyMinutes: () => 20 * 60 });
  build(['a', 'b', 'c', 'd', 'e']);
  await stage.deliver({});
  await stage.pass(70 * 60);
  const ends = stage.inbox().filter(({ message }) => message.outcome !== 'LATE');
  expect(ends.map(({ message }) => [message.outcome, message.source.name]).sort()).toEqual(
    ['a', 'b', 'c', 'd', 'e'].map((name) => ['SUCCEEDED', name]),
  );
});

test.each<[string, ImageState, string | null, string]>([
  ['a replica that is PENDING before it is COPYING', 'PENDING', null, 'CopyQuota'],
  ['a replica that is COPYING', 'COPYING', null, 'CopyQuota'],
  ['an image that a builder is making there', 'PENDING', 'builder', 'ImageQuota'],
  ['an image that is imported there', 'IMPORTING', null, 'ImageQuota'],
  ['an image that is updated there', 'CREATING', null, 'ImageQuota'],
  ['an image in a state that says nothing of copies', 'VALIDATING', null, 'ImageQuota'],
])('of the two quotas, %s speaks for the right one', async (_, state, imageBuilderName, code) => {
  stage.sim.world.createImage(EU, { name: 'theirs', state, imageBuilderName });
  stage.sim.world.quota(EU, { images: 1 });
  build(['a']);
  await stage.look('a');
  expect(stage.status('a', EU)).toContain(`code=${code}`);
});

test('the oldest image is copied first, whatever the order of the listing', async () => {
  stage.sim.world.quota(EU, { copies: 1 });
  build(['z', 'm', 'a']);
  await stage.deliver({ trigger: 'sweep' });
  expect(stage.word('z', EU)).toBe('COPYING');
  await stage.pass(41);
  expect([stage.word('m', EU), stage.word('a', EU)]).toEqual(['COPYING', 'WAITING']);
});
