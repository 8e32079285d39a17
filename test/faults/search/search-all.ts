import pMap from 'p-map';
import type { Found, Search } from './search.ts';
import { inThread } from './thread.ts';

const WORKER = new URL('./search-worker.ts', import.meta.url);

/** Histories of one thread: the same on every machine, so that a seed always gives the same histories. */
const PART = 1000;

/**
 * Searches in threads, each a part of the histories.
 * @param atOnce how many threads
 */
export async function searchAll({ profile, runs, seed }: Search, atOnce: number): Promise<Found> {
  const parts = Math.max(2, Math.ceil(runs / PART));
  const searches = Array.from({ length: parts }, (_, part) => ({
    profile,
    runs: Math.ceil(runs / parts),
    seed: seed + part,
  }));
  const found = await pMap(searches, (each) => inThread<Found>(WORKER, each), {
    concurrency: atOnce,
  });
  return {
    counterexamples: found.flatMap(({ counterexamples }) => counterexamples),
    outcomes: [...new Set(found.flatMap(({ outcomes }) => outcomes))],
  };
}
