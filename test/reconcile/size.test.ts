import { expect, test } from '@jest/globals';
import { HOME, keys } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

/** The tags of the replica, but for its lineage. */
function copied(): Record<string, string> {
  const replica = stage.sim.world.image(EU, 'cad');
  expect(Object.keys(replica?.tags ?? {})).toEqual(
    expect.arrayContaining([keys.source, keys.sourceCreated]),
  );
  const { [keys.source]: _, [keys.sourceCreated]: __, ...tags } = replica?.tags ?? {};
  return tags;
}

test('sixty images in each region: the listings are read to their last page', async () => {
  stage.set({ copyMinutes: () => 1 });
  stage.sim.world.quota(EU, { images: 200, copies: 60 });
  for (let n = 0; n < 60; n += 1) {
    stage.sim.world.createImage(HOME, { name: `image-${n}`, tags: { 'replicate:to': EU } });
    stage.sim.world.createImage(EU, { name: `theirs-${n}` });
  }
  await stage.deliver({});
  await stage.settle();
  expect(stage.inbox()).toHaveLength(60);
  expect(stage.sim.world.images(EU).filter(({ tags }) => tags[keys.source])).toHaveLength(60);
});

test('the replica with the longest name, of the source with the longest, and with a description that leaves no room, is recognised', async () => {
  const name = 'n'.repeat(101);
  const longest = 'r'.repeat(100);
  stage.sim.world.createImage(HOME, {
    name,
    description: '😀'.repeat(128),
    tags: { 'replicate:to': `${EU}=${longest}` },
  });
  await stage.look(name);
  await stage.settle();
  const replica = stage.sim.world.image(EU, longest);
  expect(replica?.description).toMatch(
    /…? ?\[replica of us-east-1\/n{101} 2026-11-23T08:00:00Z\]$/u,
  );
  expect(replica?.description).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  expect(stage.status(name, EU)).toMatch(/^AVAILABLE/);
  expect(stage.inbox()[0]?.subject.length).toBeLessThanOrEqual(100);
});

test('45 tags, Unicode ones too, follow to the replica', async () => {
  const tags = Object.fromEntries(
    Array.from({ length: 44 }, (_, n) => [`Schlüssel ${n}`, `価値 ${n} @+=-`]),
  );
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { ...tags, 'replicate:to': EU } });
  await stage.look('cad');
  await stage.settle();
  expect(copied()).toEqual(tags);
});

test.each([
  ['none', {}],
  ['team absent', { team: 'design' }],
  ['all', { team: 'design', cost: '42' }],
])('replicate:tags %s lets just those follow', async (choice, expected) => {
  stage.sim.world.createImage(HOME, {
    name: 'cad',
    tags: { team: 'design', cost: '42', 'replicate:to': EU, 'replicate:tags': choice },
  });
  await stage.look('cad');
  await stage.settle();
  expect(copied()).toEqual(expected);
});

test('without room for its status an image is not copied: announced when it is named, counted otherwise', async () => {
  const tags = Object.fromEntries(Array.from({ length: 48 }, (_, n) => [`key-${n}`, '']));
  stage.sim.world.createImage(HOME, {
    name: 'full',
    tags: { ...tags, 'replicate:to': 'eu-west-1 eu-west-2' },
  });
  await stage.deliver({ trigger: 'sweep' });
  expect(stage.inbox()).toEqual([]);
  expect(stage.metrics).toContainEqual({ name: 'NoRoomForStatus', value: 1, dimension: undefined });
  expect(stage.logs.filter(({ level }) => level === 'warn')).toHaveLength(1);
  await stage.look('full');
  expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual(['NoRoomForStatus']);
  expect(stage.sim.calls.filter(({ operation }) => operation === 'CopyImage')).toEqual([]);
  expect(stage.isWatching()).toBe(false);
});

test('a listing that does not end is not taken for a whole one', async () => {
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
  const effect = { answer: { Images: [], NextToken: 'more' } };
  stage.sim.fault({ operation: 'DescribeImages', region: 'eu-west-1', times: 2, effect });
  await stage.look('cad');
  expect(stage.status('cad', 'eu-west-1')).toMatch(/^WAITING .*code=EndlessListing/);
  await stage.settle();
  expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
});
