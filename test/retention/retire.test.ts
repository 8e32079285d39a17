import { beforeEach, describe, expect, test } from '@jest/globals';
import { retire } from '../../lib/retire.ts';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import {
  announced,
  EU,
  noticeOf,
  passHours,
  replicasIn,
  replicate,
  replicateThree,
  retag,
} from './family.ts';

const stage = useStage();
const refuse = (operation: string, error: string, times = Number.POSITIVE_INFINITY) =>
  stage.sim.fault({ operation, region: EU, times, effect: { error } });

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
    expect(announced(stage)).toContain('RETIRED cad-1');
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

  describe('and a refusal for good,', () => {
    test('of messages: nothing is ever deleted, and every run ends in an error', async () => {
      stage.sim.fault({
        operation: 'Publish',
        times: Number.POSITIVE_INFINITY,
        effect: { error: 'AuthorizationError', status: 403 },
      });
      expect(await passHours(stage, 30)).toHaveLength(60);
      expect(replicasIn(stage)).toHaveLength(3);
      stage.sim.clearFaults();
      await passHours(stage, 24);
      expect(replicasIn(stage)).toHaveLength(3);
      await passHours(stage, 1);
      expect(replicasIn(stage)).toEqual(['cad-3']);
      const retiring = stage.inbox().filter(({ message }) => message.outcome === 'RETIRING');
      expect(retiring).toHaveLength(2);
    });

    test('of tags: nothing is announced or deleted, and every run ends in an error', async () => {
      refuse('TagResource', 'AccessDeniedException');
      expect(await passHours(stage, 26)).toHaveLength(52);
      expect(replicasIn(stage)).toHaveLength(3);
      expect(announced(stage)).toEqual([]);
    });

    test('of the status: nothing is deleted', async () => {
      stage.sim.fault({
        operation: 'TagResource',
        region: HOME,
        times: Number.POSITIVE_INFINITY,
        effect: { error: 'AccessDeniedException' },
      });
      expect(await passHours(stage, 25)).not.toEqual([]);
      expect(replicasIn(stage)).toHaveLength(3);
      expect(stage.metrics.map(({ name }) => name)).toContain('StatusNotWritten');
      stage.sim.clearFaults();
      await passHours(stage, 1);
      expect(replicasIn(stage)).toEqual(['cad-3']);
    });

    test('of the delete by IAM: it is tried once a day, and announced before each try', async () => {
      refuse('DeleteImage', 'AccessDeniedException');
      const before = stage.sim.calls.length;
      const errors = await passHours(stage, 3 * 26);
      const made = stage.sim.calls.slice(before).map(({ operation }) => operation);
      expect(made.filter((operation) => operation === 'DeleteImage')).toHaveLength(2 * 3);
      expect(errors).toHaveLength(3);
      expect(stage.word('cad-1', EU)).toBe('AVAILABLE');
      expect(new Set(announced(stage))).toEqual(new Set(['RETIRING cad-1', 'RETIRING cad-2']));
      expect(stage.inbox().filter(({ message }) => message.outcome === 'RETIRING')).toHaveLength(8);
      stage.sim.clearFaults();
      await passHours(stage, 25);
      expect(replicasIn(stage)).toEqual(['cad-3']);
    });

    test('of the delete by AppStream: it is put off, and starts over each day', async () => {
      refuse('DeleteImage', 'OperationNotPermittedException');
      expect(await passHours(stage, 50)).toEqual([]);
      expect(replicasIn(stage)).toHaveLength(3);
      expect(stage.word('cad-1', EU)).toBe('AVAILABLE');
      expect(new Set(announced(stage))).toEqual(new Set(['RETIRING cad-1', 'RETIRING cad-2']));
    });
  });

  test('a notice on which nothing was done for more than a week is given again', async () => {
    await passHours(stage, 24);
    expect(announced(stage)).toHaveLength(2);
    stage.clock.advance(8 * 24 * 60);
    await passHours(stage, 1);
    expect(announced(stage)).toHaveLength(4);
    expect(replicasIn(stage)).toHaveLength(3);
  });

  test.each(['drop-after', 'drop-before'] as const)(
    'a delete whose answer is lost (%s) is accounted for in the end',
    async (effect) => {
      await passHours(stage, 24);
      stage.sim.fault({ operation: 'DeleteImage', times: 2, effect });
      await passHours(stage, 2);
      expect(replicasIn(stage)).toEqual(['cad-3']);
      expect(announced(stage).slice(2).toSorted()).toEqual(['RETIRED cad-1', 'RETIRED cad-2']);
      expect(stage.status('cad-1', EU)).not.toContain('due=');
    },
  );

  test('RETIRED that could not be published is published later, with the same id', async () => {
    await passHours(stage, 24);
    stage.sim.fault({ operation: 'Publish', times: 10, effect: 'drop-after' });
    expect(await passHours(stage, 2)).not.toEqual([]);
    expect(stage.status('cad-1', EU)).not.toContain('due=');
    const retired = stage.inbox().filter(({ message }) => message.outcome === 'RETIRED');
    expect(new Set(retired.map(({ message }) => message.id)).size).toBe(2);
  });

  test('a second run at the same time gives no second notice', async () => {
    await Promise.all([stage.retire(), stage.retire()]);
    expect(new Set(stage.inbox().map(({ message }) => message.id)).size).toBe(
      3 + new Set(announced(stage)).size,
    );
  });

  test('a region that cannot be reached is no error, and the others are looked after', async () => {
    stage.sim.world.disableRegion('eu-south-1');
    await replicate(stage, 'cad-4', { 'replicate:to': `${EU} eu-south-1`, 'replicate:keep': '1' });
    await passHours(stage, 1);
    expect(announced(stage)).toHaveLength(3);
  });

  test('a stack with another prefix never touches them', async () => {
    stage.set();
    await replicateThree(stage);
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
