import type { Found, Search } from './search.ts';
import { inThread } from './thread.ts';

const WORKER = new URL('./search-worker.ts', import.meta.url);

/**
 * Searches in threads, each a part of the histories.
 * @param threads how many
 */
export async function searchAll({ profile, runs, seed }: Search, threads: number): Promise<Found> {
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      inThread<Found>(WORKER, { profile, runs: Math.ceil(runs / threads), seed: seed + thread }),
    ),
  );
  return {
    counterexamples: parts.flatMap(({ counterexamples }) => counterexamples),
    outcomes: [...new Set(parts.flatMap(({ outcomes }) => outcomes))],
  };
}
