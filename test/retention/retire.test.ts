import { beforeEach, describe, expect, test } from '@jest/globals';
import { retire } from '../../lib/retire.ts';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { announced, EU, noticeOf, passHours, replicasIn, replicateThree, retag } from './family.ts';

const stage = useStage();

describe('of three replicas of a family whose newest image keeps one', () => {
  beforeEach(() => replicateThree(stage));

  test('the two older ones get a notice, and it is announced', async () => {
    expect(await stage.retire()).toEqual({
      replicas: 3,
      done: { 'give notice': 2, keep: 1 },
    });
    expect(noticeOf(stage, 'cad-1')).toMatch(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:00Z$/);
    expect(announced(stage).toSorted()).toEqual(['RETIRING cad-1', 'RETIRING cad-2']);
    expect(replicasIn(stage)).toEqual(['cad-1', 'cad-2', 'cad-3']);
  });

  test('nothing more happens for a day', async () => {
    await passHours(stage, 24);
    expect(announced(stage)).toHaveLength(2);
    expect(replicasIn(stage)).toEqual(['cad-1', 'cad-2', 'cad-3']);
  });

  test('after a day they are deleted, once, and that is announced', async () => {
    expect(await passHours(stage, 25)).toEqual([]);
    expect(replicasIn(stage)).toEqual(['cad-3']);
    expect(announced(stage).slice(2).toSorted()).toEqual(['RETIRED cad-1', 'RETIRED cad-2']);
    expect(stage.status('cad-1', EU)).toMatch(/^RETIRED since=\S+ asked=.* - the family keeps 1$/);
    await passHours(stage, 50);
    expect(announced(stage)).toHaveLength(4);
  });

  test('what was deleted is not copied again', async () => {
    await passHours(stage, 25);
    await stage.pass(60);
    expect(replicasIn(stage)).toEqual(['cad-3']);
    expect(stage.isWatching()).toBe(false);
  });

  test('the sources stay as they are', async () => {
    await passHours(stage, 25);
    expect(stage.sim.world.images(HOME).map(({ name }) => name)).toEqual([
      'cad-1',
      'cad-2',
      'cad-3',
    ]);
  });

  test('one whose source image is gone is deleted, and announced once', async () => {
    stage.sim.world.deleteImage(HOME, 'cad-1');
    expect(await passHours(stage, 25)).toEqual([]);
    expect(replicasIn(stage)).toEqual(['cad-3']);
    expect(announced(stage).filter((each) => each === 'RETIRED cad-1')).toHaveLength(1);
  });

  test('one whose name the rule has changed since is deleted, and the status of the new one stays', async () => {
    retag(stage, HOME, 'cad-1', { 'replicate:to': `${EU}=cad-one` });
    await stage.look('cad-1');
    await stage.settle();
    await passHours(stage, 13);
    expect(stage.status('cad-1', EU)).toContain('name=cad-one');
    await passHours(stage, 12);
    expect(replicasIn(stage)).toEqual(['cad-3']);
    expect(announced(stage)).toEqual(
      expect.arrayContaining(['RETIRED cad-1', 'RETIRED cad-one', 'RETIRED cad-2']),
    );
  });

  test('the tag is there before the message, and the message before the tag says so', async () => {
    const before = stage.sim.calls.length;
    await stage.retire();
    const made = stage.sim.calls
      .slice(before)
      .filter(({ operation }) => /^(Tag|Publish)/.test(operation))
      .map(({ operation, input }) => [operation, JSON.stringify(input).includes(' due=')]);
    expect(made.slice(0, 3)).toEqual([
      ['TagResource', true],
      ['Publish', false],
      ['TagResource', false],
    ]);
  });

  test('a notice on which nothing was done for more than a week is given again', async () => {
    await passHours(stage, 24);
    expect(announced(stage)).toHaveLength(2);
    stage.clock.advance(8 * 24 * 60);
    await passHours(stage, 1);
    expect(announced(stage)).toHaveLength(4);
    expect(replicasIn(stage)).toHaveLength(3);
  });

  test('a stack with another prefix never touches them', async () => {
    const other = { ...stage.reconciler, tagPrefix: 'other' };
    retag(stage, HOME, 'cad-3', { 'other:to': EU, 'other:family': 'cad', 'other:keep': '1' });
    expect(await retire(other)).toEqual({ replicas: 0, done: {} });
  });
});

test('a run whose time is up does nothing more', async () => {
  stage.set({ reconciler: { timeLeft: () => 0 } });
  stage.sim.world.createImage(HOME, {
    name: 'cad-1',
    tags: { 'replicate:to': EU, 'replicate:family': 'cad' },
  });
  await expect(stage.retire()).resolves.toEqual({ replicas: 0, done: {} });
});
