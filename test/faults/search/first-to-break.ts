import * as fc from 'fast-check';
import type { History } from '../machine/history.ts';
import { play } from '../machine/play.ts';
import { PROFILE_NAMES, PROFILES } from './profiles.ts';

/**
 * Plays random histories, kind by kind and the oddest first, until one breaks the property of this name.
 * @param runs histories of each kind, at most
 * @returns how many were played; undefined when none broke it
 */
export async function firstToBreak(
  name: string,
  runs: number,
  seed: number,
): Promise<number | undefined> {
  let played = 0;
  for (const profile of PROFILE_NAMES.toReversed()) {
    const property = PROFILES[profile].properties.find((each) => each.name === name);
    if (!property) continue;
    const holds = async (history: History) => {
      played += 1;
      return property.violations(await play(history)).length === 0;
    };
    const { failed } = await fc.check(fc.asyncProperty(PROFILES[profile].histories, holds), {
      numRuns: runs,
      seed,
      endOnFailure: true,
    });
    if (failed) return played;
  }
  return undefined;
}
