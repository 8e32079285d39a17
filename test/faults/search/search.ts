import * as fc from 'fast-check';
import { type History, print } from '../machine/history.ts';
import { type Played, play } from '../machine/play.ts';
import type { Property } from '../properties/property.ts';
import { PROFILES, type Profile, type ProfileName } from './profiles.ts';

/** What to search. */
export interface Search {
  readonly profile: ProfileName;
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

/** Histories between two words of progress. */
const STRIDE = 500;

/**
 * Plays random histories and, for each property that one breaks, looks for a shorter one.
 * @param progress told now and then how many histories were played, and which property one of them broke
 */
export async function search(
  { profile: name, runs, seed }: Search,
  progress: (news: string) => void,
): Promise<Found> {
  const profile: Profile = PROFILES[name];
  const broken = new Map<Property, number>();
  const outcomes = new Set<string>();
  let number = -1;
  const note = async (history: History) => {
    number += 1;
    const played = await play(history);
    for (const outcome of outcomesOf(played)) outcomes.add(outcome);
    for (const property of profile.properties) {
      if (broken.has(property) || property.violations(played).length === 0) continue;
      broken.set(property, number);
      progress(`history ${number + 1} breaks: ${property.name}`);
    }
    if ((number + 1) % STRIDE === 0) progress(`${number + 1} of ${runs} histories`);
  };
  await fc.assert(fc.asyncProperty(profile.histories, note), { numRuns: runs, seed });
  const counterexamples: Counterexample[] = [];
  for (const [property, at] of broken)
    counterexamples.push(await shrink(property, profile.histories, { runs, seed, at }));
  return { counterexamples, outcomes: [...outcomes] };
}

function outcomesOf({ account }: Played): string[] {
  return account.ledger.publications.map(({ message: { outcome, reason } }) =>
    outcome === 'FAILED' ? `${outcome} ${reason.code}` : outcome,
  );
}

/** @param at the number of the first history that breaks the property */
async function shrink(
  property: Property,
  histories: Profile['histories'],
  { runs, seed, at }: { runs: number; seed: number; at: number },
): Promise<Counterexample> {
  const holds = async (history: History) => property.violations(await play(history)).length === 0;
  const { counterexample } = await fc.check(fc.asyncProperty(histories, holds), {
    numRuns: runs,
    seed,
    path: String(at),
  });
  if (!counterexample) throw new Error(`${property.name}: broken once, but not a second time`);
  const [history] = counterexample;
  const violations = property.violations(await play(history));
  return { property: property.name, history: print(history), violations };
}
