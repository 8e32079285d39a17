import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { announced, EU, passHours, replicasIn, replicate, replicateThree } from './family.ts';

const stage = useStage();

/** Lets AWS refuse an operation for good. */
const refuse = (operation: string, error: string, region = EU) =>
  stage.sim.fault({ operation, region, times: Number.POSITIVE_INFINITY, effect: { error } });

beforeEach(() => replicateThree(stage));

describe('a refusal for good', () => {
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
    refuse('TagResource', 'AccessDeniedException', HOME);
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

test('what was deleted and could not be announced is counted once, also when its source image is gone', async () => {
  stage.sim.world.deleteImage(HOME, 'cad-1');
  await passHours(stage, 24);
  refuse('Publish', 'InternalFailure', HOME);
  expect(await passHours(stage, 1)).not.toEqual([]);
  stage.sim.clearFaults();
  await passHours(stage, 1);
  expect(replicasIn(stage)).toEqual(['cad-3']);
  expect(announced(stage)).toEqual(['RETIRING cad-1', 'RETIRING cad-2', 'RETIRED cad-2']);
  const counted = stage.metrics.filter(({ name }) => name === 'ReplicasRetired');
  expect(counted.map(({ value }) => value)).toEqual([2]);
  expect(stage.logs).toContainEqual({
    level: 'error',
    message: 'retirement',
    fields: expect.objectContaining({ replica: 'cad-1', decision: 'delete', done: true }),
  });
});

test('a region that cannot be reached is no error, and the others are looked after', async () => {
  stage.sim.world.disableRegion('eu-south-1');
  await replicate(stage, 'cad-4', { 'replicate:to': `${EU} eu-south-1`, 'replicate:keep': '1' });
  await passHours(stage, 1);
  expect(announced(stage)).toHaveLength(3);
});
