import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { EU, noticeOf, passHours, replicasIn, replicateThree } from './family.ts';

const stage = useStage();

/** Lets AWS refuse to list the tags of a source image until the faults are cleared. */
const refuse = (name: string, error: string) =>
  stage.sim.fault({
    operation: 'ListTagsForResource',
    region: HOME,
    times: Number.POSITIVE_INFINITY,
    match: (input) => JSON.stringify(input).includes(name),
    effect: { error },
  });

const metrics = () => stage.metrics.map(({ name }) => name);

beforeEach(() => replicateThree(stage));

describe.each([
  ['retire', 'RetentionSweeps', { replicas: 0, done: {} }],
  ['rollOut', 'RolloutSweeps', { fleets: 0, done: {} }],
] as const)('%s, while the tags of a source image cannot be read', (run, metric, nothing) => {
  test('because AWS is busy, does nothing, without an error, and does not count as a sweep', async () => {
    refuse('cad-2', 'ThrottlingException');
    const before = stage.logs.length;
    expect(await stage[run]()).toEqual(nothing);
    expect(metrics()).not.toContain(metric);
    expect(noticeOf(stage, 'cad-1')).toBeUndefined();
    expect(stage.logs.slice(before)).toEqual([
      {
        level: 'warn',
        message: 'left to the next sweep',
        fields: { reason: expect.stringContaining('the tags of cad-2') },
      },
    ]);
    stage.sim.clearFaults();
    await stage[run]();
    expect(metrics()).toContain(metric);
  });

  test('because another one may not be read, ends in an error', async () => {
    refuse('cad-2', 'ThrottlingException');
    refuse('cad-3', 'AccessDeniedException');
    await expect(stage[run]()).rejects.toThrow('the tags of cad-3');
    expect(metrics()).not.toContain(metric);
  });
});

describe.each([
  ['retire', 'RetentionSweeps'],
  ['rollOut', 'RolloutSweeps'],
] as const)('%s, while the source images cannot be listed', (run, metric) => {
  const failList = (error: string) =>
    stage.sim.fault({
      operation: 'DescribeImages',
      region: HOME,
      times: Number.POSITIVE_INFINITY,
      effect: { error },
    });

  test('because AWS is busy, does nothing, without an error, and does not count as a sweep', async () => {
    failList('ThrottlingException');
    const before = stage.logs.length;
    await stage[run]();
    expect(metrics()).not.toContain(metric);
    expect(stage.logs.slice(before)).toEqual([
      {
        level: 'warn',
        message: 'left to the next sweep',
        fields: { reason: expect.stringContaining('ThrottlingException') },
      },
    ]);
  });

  test('because IAM denies it, ends in an error', async () => {
    failList('AccessDeniedException');
    await expect(stage[run]()).rejects.toThrow(
      expect.objectContaining({ name: 'AccessDeniedException' }),
    );
  });
});

describe.each([
  ['ListTagsForResource', HOME],
  ['DescribeImageBuilders', EU],
])('a last look before a delete, in which %s in %s fails', (operation, region) => {
  /** From the first look at an image by its name, AWS fails the operation. */
  const failLastLook = (error: string) =>
    stage.sim.onCall(({ operation: called, input }) => {
      if (called !== 'DescribeImages' || !JSON.stringify(input).includes('cad-')) return;
      stage.sim.fault({ operation, region, times: Number.POSITIVE_INFINITY, effect: { error } });
    });

  beforeEach(async () => {
    await passHours(stage, 24);
    stage.clock.advance(50);
  });

  test('because AWS is busy, is left to the next sweep, without an error', async () => {
    failLastLook('ThrottlingException');
    expect(await stage.retire()).toEqual({ replicas: 3, done: { keep: 1 } });
    expect(replicasIn(stage)).toHaveLength(3);
    expect(stage.logs).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'left to the next sweep' }),
    );
  });

  test('because AWS has been busy for hours, ends the run in an error', async () => {
    stage.clock.advance(6 * 60);
    failLastLook('ThrottlingException');
    await expect(stage.retire()).rejects.toThrow('ThrottlingException');
    expect(replicasIn(stage)).toHaveLength(3);
  });

  test('because IAM denies it, ends the run in an error', async () => {
    failLastLook('AccessDeniedException');
    await expect(stage.retire()).rejects.toThrow();
    expect(replicasIn(stage)).toHaveLength(3);
  });
});
