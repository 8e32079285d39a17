import * as fc from 'fast-check';
import { loadBroken } from '../faults/breaks/load-broken.ts';
import { done } from '../faults/search/thread.ts';
import { ROLLOUT_BREAKS } from './breaks.ts';

/** Histories that are played for a break at most: the same in every run. */
const HISTORIES = 250;

loadBroken(ROLLOUT_BREAKS.map((edit) => [edit]));

/** Plays histories in a copy of the product until one is wrong. @param copy ends the addresses of its modules */
async function violationsOf(copy: string, numRuns = HISTORIES): Promise<string[]> {
  const { history, violations }: typeof import('./history.ts') = await import(
    `./history.ts${copy}`
  );
  for (const steps of fc.sample(history, { numRuns, seed: 13 })) {
    const found = await violations(steps);
    if (found.length > 0) return found;
  }
  return [];
}

// Once as it is, so that all is imported that a break may concern.
await violationsOf('', 20);
const judged: string[][] = [];
for (const number of ROLLOUT_BREAKS.keys()) judged.push(await violationsOf(`?break=${number}`));
done(judged);
