import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import {
  announced,
  EU,
  justOver,
  noticeOf,
  passHours,
  replicasIn,
  replicateThree,
  retag,
} from './family.ts';

const stage = useStage();

describe('between the plan and the delete of a replica whose day is over,', () => {
  beforeEach(async () => {
    stage.set({ deleteUsedByBuilder: 'accepted' });
    await replicateThree(stage);
    await passHours(stage, 24);
    stage.clock.advance(50);
  });

  test.each([
    [
      'an image builder comes to use it',
      () => stage.sim.world.createImageBuilder(EU, { name: 'bench', imageName: 'cad-1' }),
    ],
    ['more are to be kept', () => retag(stage, HOME, 'cad-3', { 'replicate:keep': '3' })],
    [
      'a newer image of the family sets no number',
      () => retag(stage, HOME, 'cad-3', { 'replicate:keep': undefined }),
    ],
    ['it leaves the family', () => retag(stage, HOME, 'cad-1', { 'replicate:family': undefined })],
    ['its source image loses all tags', () => stage.sim.world.setTags(HOME, 'cad-1', {})],
    [
      'its notice is taken off',
      () => retag(stage, EU, 'cad-1', { 'replicate:retire-at': undefined }),
    ],
    [
      'it is deleted, and another image is built under its name',
      () => {
        stage.sim.world.deleteImage(EU, 'cad-1');
        stage.sim.world.createImage(EU, { name: 'cad-1' });
      },
    ],
  ])('%s: it stays', async (_, act) => {
    let isDone = false;
    stage.sim.onCall(({ operation }) => {
      if (!isDone && operation === 'DescribeImagePermissions') act();
      if (operation === 'DescribeImagePermissions') isDone = true;
    });
    await stage.retire();
    expect(isDone).toBe(true);
    expect(replicasIn(stage)).toContain('cad-1');
  });

  test('nothing happens: it goes', async () => {
    await stage.retire();
    expect(replicasIn(stage)).toEqual(['cad-3']);
  });
});

test('a source image that the listing left out, since its sharing ended meanwhile, decides before a delete', async () => {
  stage.set({ sharedOwnImages: 'SHARED' });
  await replicateThree(stage);
  await passHours(stage, 24);
  stage.clock.advance(50);
  retag(stage, HOME, 'cad-1', { 'replicate:family': undefined });
  stage.sim.world.share(HOME, 'cad-1');
  // AppStream lists the images that are not shared first.
  stage.sim.onCall(({ operation }) => {
    if (operation === 'DescribeImages') stage.sim.world.unshare(HOME, 'cad-1');
  });
  await stage.retire();
  expect(replicasIn(stage)).toEqual(['cad-1', 'cad-3']);
});

test('a status that was changed meanwhile is not taken back', async () => {
  await replicateThree(stage);
  await stage.retire();
  const copying = 'COPYING since=2026-11-23T12:00:00Z attempts=1 rule=0f1e2d3c name=cad-one';
  const retired = stage.status('cad-1', EU)?.replace('AVAILABLE', 'RETIRED');
  retag(stage, HOME, 'cad-1', { 'replicate:status:eu-west-1': retired });
  stage.sim.world.createFleet(EU, { name: 'desks', imageName: 'cad-1' });
  stage.sim.onCall(({ operation }) => {
    if (operation === 'UntagResource')
      retag(stage, HOME, 'cad-1', { 'replicate:status:eu-west-1': copying });
  });
  expect(await stage.retire()).toMatchObject({ done: { 'put off': 1 } });
  expect(stage.status('cad-1', EU)).toBe(copying);
});

test.each([
  ['gives it notice', {}, {}],
  [
    'takes its notice away',
    { 'replicate:retire-at': '2026-11-23T08:00:00Z' },
    { 'replicate:keep': '9' },
  ],
  ['corrects its family', { 'replicate:family': 'gis' }, { 'replicate:keep': '9' }],
])('a replica that is deleted while a run %s is no error', async (_, changes, ofNewest) => {
  await replicateThree(stage);
  retag(stage, EU, 'cad-1', changes);
  retag(stage, HOME, 'cad-3', ofNewest);
  // The last calls before the change: a look at the replica by its name, or else at who uses it.
  const isLast = ({ operation, input }: { operation: string; input: unknown }) =>
    'replicate:retire-at' in changes
      ? operation === 'DescribeImageBuilders'
      : operation === 'DescribeImages' && JSON.stringify(input).includes('cad-1');
  let wasThere = false;
  stage.sim.onCall((call) => {
    if (!isLast(call)) return;
    wasThere ||= replicasIn(stage).includes('cad-1');
    stage.sim.world.deleteImage(EU, 'cad-1');
  });
  await stage.retire();
  expect(wasThere).toBe(true);
});

describe('right before a notice or a delete', () => {
  beforeEach(() => replicateThree(stage));

  test.each([
    ['a fleet', () => stage.sim.world.createFleet(EU, { name: 'desks', imageName: 'cad-1' })],
    [
      'an image builder',
      () => stage.sim.world.createImageBuilder(EU, { name: 'bench', imageName: 'cad-1' }),
    ],
    ['another account', () => stage.sim.world.share(EU, 'cad-1')],
  ])(
    'a replica that %s has come to use between the last look and the delete stays, and so says its status',
    async (_, use) => {
      let isUsed = false;
      stage.sim.onCall(({ operation, input }) => {
        if (isUsed || operation !== 'TagResource') return;
        isUsed = JSON.stringify(input).includes('"RETIRED ');
        if (isUsed) use();
      });
      retag(stage, EU, 'cad-1', { 'replicate:retire-at': justOver(stage) });
      expect(await stage.retire()).toMatchObject({ done: { 'put off': 1 } });
      expect(stage.sim.calls.map(({ operation }) => operation)).toContain('DeleteImage');
      expect(replicasIn(stage)).toContain('cad-1');
      expect(stage.word('cad-1', EU)).toBe('AVAILABLE');
      expect(noticeOf(stage, 'cad-1')).toBeUndefined();
      expect(announced(stage)).not.toContain('RETIRED cad-1');
    },
  );

  test('what has the name by the time of the delete is not deleted', async () => {
    await passHours(stage, 24);
    stage.sim.world.deleteImage(EU, 'cad-1');
    stage.sim.world.createImage(EU, { name: 'cad-1' });
    await passHours(stage, 2);
    expect(replicasIn(stage).toSorted()).toEqual(['cad-1', 'cad-3']);
  });

  test('what has the name by the time of the notice gets none', async () => {
    stage.sim.onCall(({ operation }) => {
      if (operation !== 'DescribeImagePermissions' || !replicasIn(stage).includes('cad-2')) return;
      stage.sim.world.deleteImage(EU, 'cad-2');
      stage.sim.world.createImage(EU, { name: 'cad-2' });
      stage.sim.world.setState(EU, 'cad-2', 'AVAILABLE');
    });
    await stage.retire();
    expect(noticeOf(stage, 'cad-2')).toBeUndefined();
  });
});
