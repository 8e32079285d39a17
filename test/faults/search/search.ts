import * as fc from 'fast-check';
import { type History, print } from '../machine/history.ts';
import { type Played, play } from '../machine/play.ts';
import { histories } from '../machine/random.ts';
import { PROPERTIES } from '../properties/index.ts';
import type { Property } from '../properties/property.ts';

/** What to search. */
export interface Search {
  /** The regions that have a stack. */
  readonly stacks: readonly string[];
  /** How many histories to play. */
  readonly runs: number;
  readonly seed: number;
}

/** The shortest history found that breaks a property. */
export interface Counterexample {
  /** Name of the property. */
  readonly property: string;
  /** TypeScript that can be pasted into a test. */
  readonly history: string;
  readonly violations: readonly string[];
}

/** What a search came to. */
export interface Found {
  readonly counterexamples: readonly Counterexample[];
  /** Outcomes that were published, failures by their code. */
  readonly outcomes: readonly string[];
}

/** Plays random histories and, for each property that one breaks, looks for a shorter one. */
export async function search({ stacks, runs, seed }: Search): Promise<Found> {
  const broken = new Map<Property, number>();
  const outcomes = new Set<string>();
  let number = -1;
  const note = async (history: History) => {
    number += 1;
    const played = await play(history);
    for (const outcome of outcomesOf(played)) outcomes.add(outcome);
    for (const property of PROPERTIES)
      if (!broken.has(property) && property.violations(played).length > 0)
        broken.set(property, number);
  };
  await fc.assert(fc.asyncProperty(histories(stacks), note), { numRuns: runs, seed });
  const counterexamples: Counterexample[] = [];
  for (const [property, at] of broken)
    counterexamples.push(await shrink(property, { stacks, runs, seed }, at));
  return { counterexamples, outcomes: [...outcomes] };
}

function outcomesOf({ account }: Played): string[] {
  return account.ledger.publications.map(({ message: { outcome, reason } }) =>
    reason ? `${outcome} ${reason.code}` : outcome,
  );
}

/** @param at the number of the first history that breaks the property */
async function shrink(
  property: Property,
  { stacks, runs, seed }: Search,
  at: number,
): Promise<Counterexample> {
  const holds = async (history: History) => property.violations(await play(history)).length === 0;
  const { counterexample } = await fc.check(fc.asyncProperty(histories(stacks), holds), {
    numRuns: runs,
    seed,
    path: String(at),
  });
  const [history] = counterexample ?? fc.sample(histories(stacks), { numRuns: 1, seed });
  if (!history) throw new Error('a history that broke a property cannot be played again');
  const violations = property.violations(await play(history));
  return { property: property.name, history: print(history), violations };
}
