import { isDeepStrictEqual } from 'node:util';
import type { Death, History } from '../machine/history.ts';
import { type Played, play } from '../machine/play.ts';
import { historyOf } from './scenarios.ts';

/** A death that made a difference to the end. */
export interface Difference {
  readonly dies: Death;
  readonly end: unknown;
  readonly expected: unknown;
}

/** What a sweep came to. */
export interface Swept {
  /** How many deaths were tried. */
  readonly deaths: number;
  readonly differences: readonly Difference[];
}

/**
 * Has the process die at the calls of a scenario.
 * @param everyDeath at every single call, before and after the service acted on it; else one of those deaths that
 *   leave the same behind
 */
export async function sweep(scenario: string, everyDeath: boolean): Promise<Swept> {
  const history = historyOf(scenario);
  const whole = await play(history);
  const expected = endOf(history, whole);
  const deaths = everyDeath ? allDeaths(whole) : distinctDeaths(whole);
  const differences: Difference[] = [];
  for (const dies of deaths) {
    const end = endOf(history, await play({ ...history, dies }));
    if (!isDeepStrictEqual(end, expected)) differences.push({ dies, end, expected });
  }
  return { deaths: deaths.length, differences };
}

function allDeaths({ account }: Played): Death[] {
  return Array.from({ length: account.calls }, (_, call) => call + 1).flatMap((at): Death[] => [
    { at, when: 'before' },
    { at, when: 'after' },
  ]);
}

/** Of each run that writes: before its first call, and after each call that writes. What only reads leaves nothing behind. */
function distinctDeaths({ account }: Played): Death[] {
  const { calls } = account.simulation;
  let made = 0;
  return account.ledger.runs.flatMap((run): Death[] => {
    const numbers = Array.from({ length: run.calls }, (_, call) => made + call + 1);
    made += run.calls;
    const writes = numbers.filter((at) => !/^(Describe|List)/.test(calls[at - 1]?.operation ?? ''));
    if (writes.length === 0) return [];
    const first = numbers.slice(0, 1).map((at): Death => ({ at, when: 'before' }));
    return [...first, ...writes.map((at): Death => ({ at, when: 'after' }))];
  });
}

/** All that is there at the end, but for times. */
function endOf({ stacks }: History, { account, ending }: Played) {
  const { world } = account.simulation;
  const regions = [...stacks, 'eu-west-1', 'ap-southeast-2'];
  return {
    settled: ending.settled,
    late: ending.late,
    watched: stacks.filter((stack) => account.isWatched(stack)),
    images: regions.flatMap((region) =>
      world.images(region).map(({ name, state, description, tags, sharedWith }) => ({
        region,
        name,
        state,
        description,
        sharedWith,
        tags: Object.fromEntries(
          Object.entries(tags).map(([key, value]) => [key, withoutTimes(key, value)]),
        ),
      })),
    ),
    announced: [
      ...new Set(
        account.ledger.publications.map(
          ({ message: { outcome, operation, source, destination, reason } }) =>
            [
              outcome,
              operation,
              source.name,
              destination?.region,
              destination?.name,
              reason?.code,
            ].join(' '),
        ),
      ),
    ].sort(),
  };
}

/** A status without times and attempts, which tell of the death. */
function withoutTimes(key: string, value: string): string {
  return key.startsWith('replicate:status:')
    ? value.replaceAll(/ (since|asked|started|attempts)=\S+/g, '')
    : value;
}
