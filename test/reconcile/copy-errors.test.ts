import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();
beforeEach(() => {
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': `${EU} eu-west-2` } });
});

const toEu = (input: unknown) => JSON.stringify(input).includes(EU);
const refuse = (error: string, times: number, status = 400) =>
  stage.sim.fault({
    operation: 'CopyImage',
    match: toEu,
    times,
    effect: { error, status, message: 'as scripted' },
  });
const reasons = () => stage.inbox().map(({ message }) => message.reason?.code ?? message.outcome);

describe('a copy that is refused for good', () => {
  test.each([
    'IncompatibleImageException',
    'InvalidAccountStatusException',
    'ResourceNotFoundException',
    'AccessDeniedException',
    'ValidationException',
    'InvalidParameterCombinationException',
    'SomethingNew',
  ])(
    'with %s fails once, with AWS’s code, its text and a hint, and stops nothing else',
    async (code) => {
      refuse(code, Number.POSITIVE_INFINITY);
      await stage.look('cad');
      await stage.settle();
      expect(reasons().sort()).toEqual([code, 'SUCCEEDED'].sort());
      const failure = stage.inbox().find(({ message }) => message.outcome === 'FAILED');
      expect(failure?.message).toMatchObject({
        destination: { region: EU, name: 'cad' },
        reason: {
          code,
          message: expect.stringContaining('as scripted'),
          hint: expect.stringMatching(/.{20}/),
        },
      });
      expect(failure?.attributes).toMatchObject({
        outcome: 'FAILED',
        reason: code,
        destinationRegion: EU,
      });
      expect(stage.status('cad', EU)).toMatch(new RegExp(`^FAILED .*code=${code}`));
      expect(stage.isWatching()).toBe(false);
    },
  );
});

describe('a copy that is refused for now', () => {
  test.each([
    ['ResourceNotAvailableException', 400],
    ['ConcurrentModificationException', 400],
    ['ThrottlingException', 400],
    ['TooManyRequestsException', 400],
    ['InternalFailure', 500],
    ['ServiceUnavailable', 503],
  ])('with %s waits and continues with the next tick', async (code, status) => {
    refuse(code, 4, status);
    await stage.look('cad');
    expect(['WAITING', 'COPYING']).toContain(stage.word('cad', EU));
    await stage.settle();
    expect(reasons()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(stage.sim.world.image(EU, 'cad')?.state).toBe('AVAILABLE');
  });

  test('is given up after 24 hours, with the last problem named', async () => {
    refuse('ResourceNotAvailableException', Number.POSITIVE_INFINITY);
    await stage.look('cad');
    await stage.pass(24 * 60);
    const [late, ...ends] = stage
      .inbox()
      .filter(({ message }) => message.destination?.region === EU)
      .map(({ message: { outcome, reason } }) => [outcome, reason?.code]);
    expect(late).toEqual(['LATE', 'ResourceNotAvailableException']);
    expect(ends).toEqual([['FAILED', 'GaveUp']]);
    expect(
      stage
        .inbox()
        .map(({ message }) => message.reason?.message)
        .join(),
    ).toContain('ResourceNotAvailableException');
  });
});

describe('ResourceAlreadyExistsException', () => {
  test('of a copy that had got through is resolved by its lineage', async () => {
    stage.sim.fault({ operation: 'CopyImage', match: toEu, effect: 'drop-after' });
    await stage.look('cad');
    await stage.settle();
    expect(reasons()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(stage.sim.world.images(EU)).toHaveLength(1);
  });

  test('of a name that somebody else took in the meantime fails as NameTaken, at once', async () => {
    stage.sim.fault({
      operation: 'DescribeImages',
      region: EU,
      effect: { answer: { Images: [] } },
    });
    stage.sim.world.createImage(EU, { name: 'cad', description: 'not ours' });
    await stage.look('cad');
    expect(stage.word('cad', EU)).toBe('FAILED');
    await stage.settle();
    expect(reasons().sort()).toEqual(['NameTaken', 'SUCCEEDED']);
    expect(stage.sim.world.image(EU, 'cad')).toMatchObject({ description: 'not ours', tags: {} });
  });
});

describe('a broken connection', () => {
  test.each(['drop-before', 'drop-after'] as const)(
    '%s, at every call, leads to the same end',
    async (effect) => {
      for (const operation of [
        'DescribeImages',
        'ListTagsForResource',
        'CopyImage',
        'TagResource',
      ]) {
        stage.sim.fault({ operation, times: 2, effect });
      }
      await stage.look('cad');
      await stage.settle();
      expect(reasons()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
      expect([stage.word('cad', EU), stage.word('cad', 'eu-west-2')]).toEqual([
        'AVAILABLE',
        'AVAILABLE',
      ]);
    },
  );
});

test('a refusal whose code is very long is announced under one id, in whichever run', async () => {
  refuse('A'.repeat(70), 1);
  const effect = { error: 'InternalFailure', status: 500, after: true } as const;
  stage.sim.fault({ operation: 'Publish', times: 3, effect });
  await expect(stage.look('cad')).rejects.toThrow('InternalFailure');
  await stage.pass(10);
  const ends = stage.inbox().filter(({ message }) => message.outcome === 'FAILED');
  expect(ends).toHaveLength(4);
  expect(new Set(ends.map(({ message }) => message.id)).size).toBe(1);
});
