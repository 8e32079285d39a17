import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { keys } from '../../sim/harness/account.ts';
import type { History, Memory, Step } from './machine/history.ts';
import { play } from './machine/play.ts';

const HOME = 'us-east-1';
const DESTINATIONS = ['eu-west-1', 'ap-southeast-2'];

/** Runs of which some die, and time; none of it decides what becomes of an image. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('pass' as const),
    minutes: fc.constantFrom(1, 10, 40),
    ticks: fc.constantFrom(0, 1, 8),
  }),
  fc.record(
    {
      do: fc.constant('run' as const),
      stack: fc.constant(HOME),
      on: fc.oneof(
        fc.constantFrom('tick' as const, 'sweep' as const),
        fc.record({ event: fc.nat({ max: 9 }) }),
      ),
      dies: fc.record({
        at: fc.integer({ min: 1, max: 25 }),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
    },
    { requiredKeys: ['do', 'stack', 'on'] },
  ),
);

/** So many images, which are built one after the other while runs come and go. */
const history: fc.Arbitrary<History> = fc
  .array(
    fc.record({
      to: fc.subarray(DESTINATIONS),
      minutes: fc.constantFrom(0, 10),
      after: fc.array(step, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((images) => ({
    stacks: [HOME],
    steps: images.flatMap(({ to, minutes, after }, number): Step[] => [
      {
        do: 'build',
        image: `image-${number}`,
        region: HOME,
        minutes,
        tags: to.length > 0 ? { 'replicate:to': to.join(' ') } : {},
      },
      ...after,
    ]),
  }));

/** The images of all regions with the first word of each status, and which ends were announced. */
async function endOf(each: History, memory: Memory) {
  const { account, ending } = await play({ ...each, memory });
  const { world } = account.simulation;
  const images = [HOME, ...DESTINATIONS].flatMap((region) =>
    world.images(region).map(({ arn, state, tags }) => ({
      arn,
      state,
      words: Object.entries(tags)
        .filter(([key]) => key.startsWith(keys.statusPrefix))
        .map(([key, value]) => `${key} ${value.split(' ')[0]}`)
        .toSorted(),
    })),
  );
  const announced = account.ledger.publications
    .filter(({ message }) => message.outcome !== 'LATE')
    .map(({ message }) => `${message.outcome} ${message.destination?.arn}`);
  return { settled: ending.settled, images, announced: [...new Set(announced)].toSorted() };
}

test('a process that remembers what it read, one that remembers nothing, and one that remembers what is not so end alike', async () => {
  const alike = async (each: History) => {
    const end = await endOf(each, 'kept');
    expect(end.settled).toBe(true);
    expect(await endOf(each, 'none')).toEqual(end);
    expect(await endOf(each, 'wrong')).toEqual(end);
  };
  const numRuns = Math.ceil(Number(process.env.FAULT_RUNS ?? 60) / 6);
  const seed = Number(process.env.FAULT_SEED ?? 20261123);
  await fc.assert(fc.asyncProperty(history, alike), { numRuns, seed });
}, 3_600_000);
