import pMap from 'p-map';
import { PROFILE_NAMES, type ProfileName } from './profiles.ts';
import type { Found } from './search.ts';
import { type Part, searchPart } from './search-part.ts';
import { inThread } from './thread.ts';

const WORKER = new URL('./search-worker.ts', import.meta.url);

/** Histories of each profile in one part: the same on every machine, so that a seed always gives the same histories. */
const PART = 300;

/**
 * Searches the histories of every profile in parts: one at once, several in threads.
 * @param atOnce how many threads
 */
export async function searchAll(
  { runs, seed }: Part,
  atOnce: number,
): Promise<ReadonlyMap<ProfileName, Found>> {
  const count = Math.ceil(runs / PART);
  if (count === 1) return searchPart({ runs, seed });
  const parts = Array.from(
    { length: count },
    (_, part): Part => ({ runs: runs / count, seed: seed + part }),
  );
  const found = await pMap(parts, (part) => inThread<Map<ProfileName, Found>>(WORKER, part), {
    concurrency: atOnce,
  });
  return new Map(
    PROFILE_NAMES.map((name) => {
      const each = found.flatMap((part) => part.get(name) ?? []);
      const counterexamples = each.flatMap((part) => part.counterexamples);
      const outcomes = new Set(each.flatMap((part) => part.outcomes));
      return [name, { counterexamples, outcomes: [...outcomes] }];
    }),
  );
}
