import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { announced, EU, noticeOf, passHours, replicasIn, replicateThree, retag } from './family.ts';

const stage = useStage();

beforeEach(() => replicateThree(stage));

test('a replica that a fleet has come to use stays and loses its notice, without an error', async () => {
  await passHours(stage, 12);
  stage.sim.world.createFleet(EU, { name: 'desks', imageName: 'cad-1' });
  expect(await passHours(stage, 13)).toEqual([]);
  expect(replicasIn(stage)).toEqual(['cad-1', 'cad-3']);
  expect(noticeOf(stage, 'cad-1')).toBeUndefined();
  expect(stage.word('cad-1', EU)).toBe('AVAILABLE');
});

test('a replica that is free again starts over with a notice and a day of its own', async () => {
  await passHours(stage, 12);
  stage.sim.world.createFleet(EU, { name: 'desks', imageName: 'cad-1' });
  await passHours(stage, 13);
  stage.sim.world.deleteFleet(EU, 'desks');
  await passHours(stage, 24);
  expect(replicasIn(stage)).toEqual(['cad-1', 'cad-3']);
  await passHours(stage, 1);
  expect(replicasIn(stage)).toEqual(['cad-3']);
  const ids = stage.inbox().map(({ message }) => message.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(announced(stage).filter((each) => each.endsWith('cad-1'))).toEqual([
    'RETIRING cad-1',
    'RETIRING cad-1',
    'RETIRED cad-1',
  ]);
});

test('a replica that is started again before its time keeps the status of the copy', async () => {
  await stage.retire();
  retag(stage, HOME, 'cad-1', { 'replicate:tags': 'none' });
  const before = 'FAILED since=2026-11-23T09:00:00Z due=0 rule=0f1e2d3c name=cad-1';
  retag(stage, HOME, 'cad-1', { 'replicate:status:eu-west-1': before });
  await passHours(stage, 1);
  expect(stage.status('cad-1', EU)).toBe(before);
});

test('raising the number to keep keeps a replica that has its notice', async () => {
  await passHours(stage, 12);
  retag(stage, HOME, 'cad-3', { 'replicate:keep': '2' });
  await passHours(stage, 13);
  expect(replicasIn(stage)).toEqual(['cad-2', 'cad-3']);
  expect(noticeOf(stage, 'cad-2')).toBeUndefined();
});

test('taking the notice off by hand starts another day', async () => {
  await passHours(stage, 12);
  retag(stage, EU, 'cad-1', { 'replicate:retire-at': undefined });
  await passHours(stage, 13);
  expect(replicasIn(stage)).toEqual(['cad-1', 'cad-3']);
  await passHours(stage, 13);
  expect(replicasIn(stage)).toEqual(['cad-3']);
});

test('a replica that has left its family keeps no notice from then', async () => {
  await passHours(stage, 12);
  retag(stage, HOME, 'cad-1', { 'replicate:family': undefined, 'replicate:keep': undefined });
  await passHours(stage, 1);
  expect(noticeOf(stage, 'cad-1')).toBeUndefined();
  retag(stage, HOME, 'cad-1', { 'replicate:family': 'cad' });
  await passHours(stage, 24);
  expect(replicasIn(stage)).toContain('cad-1');
});

test('when all tags are taken off a source image that is still there, its replica belongs to no family', async () => {
  await stage.retire();
  stage.sim.world.setTags(HOME, 'cad-1', {});
  expect(await passHours(stage, 30)).toEqual([]);
  expect(replicasIn(stage)).toEqual(['cad-1', 'cad-3']);
  expect(noticeOf(stage, 'cad-1')).toBeUndefined();
});

describe('where the stack moves fleets', () => {
  beforeEach(() => {
    stage.set({ reconciler: { rollout: true } });
    return replicateThree(stage);
  });

  test('a replica that a fleet is pinned to stays', async () => {
    stage.sim.world.createFleet(EU, {
      name: 'design',
      imageName: 'cad-3',
      tags: { 'replicate:follow': 'cad@cad-2' },
    });
    await passHours(stage, 26);
    expect(replicasIn(stage)).toEqual(['cad-2', 'cad-3']);
  });

  test('a replica that a fleet waits for stays', async () => {
    const tags = { 'replicate:follow': 'cad', 'replicate:window': 'sat 22:00-23:00' };
    stage.sim.world.createFleet(EU, { name: 'design', imageName: 'cad-1', tags });
    retag(stage, HOME, 'cad-3', {
      'replicate:to': `${EU} us-west-2`,
      'replicate:rollout': 'together',
    });
    await passHours(stage, 26);
    expect(replicasIn(stage)).toEqual(['cad-1', 'cad-2', 'cad-3']);
    expect(announced(stage)).toEqual([]);
    stage.sim.world.deleteFleet(EU, 'design');
    await passHours(stage, 26);
    expect(replicasIn(stage)).toEqual(['cad-3']);
  });
});
