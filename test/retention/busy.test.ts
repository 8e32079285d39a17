import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { noticeOf, replicateThree } from './family.ts';

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
