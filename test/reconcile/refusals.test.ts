import { describe, expect, test } from '@jest/globals';
import { failingAtFirst, HOME, type StageOptions } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const denied = { error: 'AccessDeniedException' };
const stage = useStage();

function setUp(options: StageOptions = {}): void {
  stage.set(options);
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': EU } });
}

const outcomes = () =>
  stage.inbox().map(({ message }) => [message.outcome, message.reason?.code, message.attempts]);

describe('AccessDenied', () => {
  test.each([
    ['CopyImage', HOME],
    ['DescribeImages', EU],
    ['TagResource', EU],
  ])('of %s in %s is waited out when it passes within 10 minutes', async (operation, region) => {
    setUp();
    stage.sim.fault({ operation, region, times: 5, effect: denied });
    await stage.look('cad');
    await stage.pass(60);
    expect(outcomes()).toEqual([['SUCCEEDED', undefined, 1]]);
  });

  test.each([
    ['CopyImage', HOME, 'AccessDeniedException', 0],
    ['DescribeImages', EU, 'AccessDeniedException', 0],
    ['TagResource', EU, 'AccessDeniedException', 1],
  ])(
    'of %s in %s that lasts for 10 minutes ends in one FAILED',
    async (operation, region, code, attempts) => {
      setUp();
      stage.sim.fault({ operation, region, times: Number.POSITIVE_INFINITY, effect: denied });
      await stage.look('cad');
      await stage.pass(9);
      expect(outcomes()).toEqual([]);
      await stage.pass(24 * 60);
      expect(outcomes()).toEqual([['FAILED', code, attempts]]);
    },
  );

  test('of a DeleteImage whose authorization lags behind the tag is waited out', async () => {
    setUp({
      ...failingAtFirst(1),
      deleteNeedsTag: { key: 'replicate:source', seconds: 15 * 60 },
    });
    await stage.look('cad');
    await stage.pass(60);
    expect(outcomes()).toEqual([['SUCCEEDED', undefined, 2]]);
  });

  test('of DeleteImage is final only after giveUpAfterHours', async () => {
    setUp(failingAtFirst(9));
    stage.sim.fault({ operation: 'DeleteImage', times: Number.POSITIVE_INFINITY, effect: denied });
    await stage.look('cad');
    await stage.pass(23 * 60);
    expect(outcomes()).toEqual([['LATE', 'FailedReplica', 1]]);
    expect(stage.inbox()[0]?.message.reason?.message).toContain('could not be deleted yet');
    await stage.pass(2 * 60);
    expect(outcomes()[1]).toEqual(['FAILED', 'GaveUp', 1]);
  });
});

test.each(['OperationNotPermittedException', 'ResourceInUseException', 'SomethingNew'])(
  'a DeleteImage that is refused with %s once does not end the replication',
  async (error) => {
    setUp(failingAtFirst(1));
    stage.sim.fault({ operation: 'DeleteImage', effect: { error } });
    await stage.look('cad');
    await stage.pass(60);
    expect(outcomes()).toEqual([['SUCCEEDED', undefined, 2]]);
  },
);

test('a FAILED over a replica that became AVAILABLE all the same is found by the sweep, and corrected', async () => {
  setUp();
  stage.sim.fault({
    operation: 'TagResource',
    region: EU,
    times: Number.POSITIVE_INFINITY,
    effect: denied,
  });
  await stage.look('cad');
  await stage.pass(60);
  expect(stage.word('cad', EU)).toBe('FAILED');
  stage.sim.clearFaults();
  await stage.pass(30);
  expect(stage.word('cad', EU)).toBe('AVAILABLE');
  expect(outcomes().map(([outcome]) => outcome)).toEqual(['FAILED', 'SUCCEEDED']);
});
