import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Found, Search } from './search.ts';

/**
 * Searches in threads, each a part of the histories.
 * @param threads how many
 */
export async function searchAll({ stacks, runs, seed }: Search, threads: number): Promise<Found> {
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      searchInThread({ stacks, runs: Math.ceil(runs / threads), seed: seed + thread }),
    ),
  );
  return {
    counterexamples: parts.flatMap(({ counterexamples }) => counterexamples),
    outcomes: [...new Set(parts.flatMap(({ outcomes }) => outcomes))],
  };
}

async function searchInThread(workerData: Search): Promise<Found> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  const [found]: Found[] = await once(worker, 'message');
  if (!found) throw new Error('the search said nothing');
  await worker.terminate();
  return found;
}
