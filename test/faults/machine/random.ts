import * as fc from 'fast-check';
import type { History, Memory, Run, Step } from './history.ts';
import { edits, image, REGIONS, rule, SHARE_ACCOUNTS } from './random-edits.ts';
import { FAULTS, REFUSALS } from './random-faults.ts';
import { oddSteps } from './random-hostile.ts';
import { sharedImage, sharingSteps } from './random-shares.ts';
import { world } from './random-world.ts';

function runs(stacks: readonly string[]): fc.Arbitrary<Run> {
  const call = fc.integer({ min: 1, max: 25 });
  return fc.record(
    {
      stack: fc.constantFrom(...stacks),
      on: fc.oneof(
        fc.constantFrom('tick' as const, 'sweep' as const),
        fc.record(
          { event: fc.nat({ max: 9 }), keep: fc.constant(true as const) },
          { requiredKeys: ['event'] },
        ),
      ),
      dies: fc.option(
        fc.record({ at: call, when: fc.constantFrom('before' as const, 'after' as const) }),
        { nil: undefined, freq: 3 },
      ),
      meanwhile: fc.option(fc.record({ after: call, edit: edits(stacks) }), {
        nil: undefined,
        freq: 6,
      }),
    },
    { requiredKeys: ['stack', 'on'] },
  );
}

function steps(stacks: readonly string[]): fc.Arbitrary<Step> {
  const run = runs(stacks);
  return fc.oneof(
    { weight: 4, arbitrary: edits(stacks) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(FAULTS, fc.constantFrom(1, 3, 6, 20))
        .map(([fault, times]) => ({ do: 'fault' as const, ...fault, times })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('slow' as const),
        calls: fc.nat({ max: 20 }),
        seconds: fc.constantFrom(5, 19),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        minutes: fc.constantFrom(1, 10, 40, 120),
        ticks: fc.constantFrom(0, 1, 4, 8),
      }),
    },
    { weight: 6, arbitrary: run.map((each) => ({ do: 'run' as const, ...each })) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('overlap' as const),
        runs: fc.tuple(run, run),
        order: fc
          .array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 12 })), { maxLength: 12 })
          .map((bursts) => bursts.flatMap(([number, calls]) => Array(calls).fill(number))),
      }),
    },
  );
}

/** Histories of an account that has a stack in these regions; each begins with images that have a rule. */
export function histories(
  stacks: readonly string[],
  step: fc.Arbitrary<Step> = steps(stacks),
  most = 16,
): fc.Arbitrary<History> {
  const build = fc.record({
    do: fc.constant('build' as const),
    image,
    region: fc.constantFrom(...stacks),
    tags: rule,
    minutes: fc.constantFrom(0, 10),
  });
  const others = REGIONS.filter((each) => !stacks.includes(each));
  return fc
    .tuple(
      fc.option(world, { nil: undefined, freq: 2 }),
      fc.subarray(others, { maxLength: 1 }),
      fc.constantFrom(...SHARE_ACCOUNTS),
      fc.array(build, { minLength: 1, maxLength: 3 }),
      fc.array(step, { maxLength: most, size: 'max' }),
      fc.constantFrom<(Memory | undefined)[]>(undefined, undefined, 'none', 'wrong'),
    )
    .map(([each, crowded, shareAccounts, first, then, memory]) => ({
      ...(each && { world: each }),
      stacks,
      crowded,
      shareAccounts,
      ...(memory && { memory }),
      steps: [...first, ...then],
    }));
}

/** Histories of a stack whose image is shared, and shared otherwise, while it is replicated and afterwards. */
export function sharingHistories(stack: string): fc.Arbitrary<History> {
  const step = fc.oneof(
    { weight: 4, arbitrary: sharingSteps },
    { weight: 2, arbitrary: runs([stack]).map((each) => ({ do: 'run' as const, ...each })) },
    { weight: 1, arbitrary: steps([stack]) },
  );
  return fc
    .tuple(sharedImage, histories([stack], step))
    .map(([first, { steps, ...history }]) => ({ ...history, steps: [first, ...steps.slice(1)] }));
}

/** Histories of a stack, with tags, events and answers of AWS that make no sense. */
export function hostileHistories(stack: string): fc.Arbitrary<History> {
  const decent = steps([stack]);
  return histories(
    [stack],
    fc.oneof({ weight: 1, arbitrary: decent }, { weight: 2, arbitrary: oddSteps }),
  );
}

/**
 * Histories of a stack whose AWS refuses a call for ever from some moment on, and a day of it. What its processes
 * remember is right: it keeps them from trying in vain again and again.
 */
export function refusedHistories(stack: string): fc.Arbitrary<History> {
  return fc
    .tuple(histories([stack], steps([stack]), 6), REFUSALS, fc.nat())
    .map(([{ steps, memory: _, ...history }, refusal, place]) => {
      const at = place % (steps.length + 1);
      return {
        ...history,
        steps: [
          ...steps.slice(0, at),
          { do: 'refuse', ...refusal },
          ...steps.slice(at),
          { do: 'live', hours: 24 },
        ],
      };
    });
}
