import { availableParallelism } from 'node:os';
import pMap from 'p-map';
import type { Break } from './breaks/break.ts';
import type { BrokenSearch } from './breaks/break-worker.ts';
import { BREAKS } from './breaks/breaks.ts';
import { inThread } from './search/thread.ts';

/*
 * npm run test:breaks: breaks the product on purpose, in one way after the other, and looks for a history that makes
 * the property which is to notice it fail. Nothing on disk is changed.
 */

const WORKER = new URL('./breaks/break-worker.ts', import.meta.url);
const RUNS = 1000;
const SEED = 20261123;

async function isNoticed({ what, edits, breaks: { name } }: Break): Promise<boolean> {
  const search: BrokenSearch = { edits, property: name, runs: RUNS, seed: SEED };
  const histories = await inThread<number | undefined>(WORKER, search);
  const verdict = histories ? `noticed after ${histories}` : 'NOT NOTICED';
  console.log(`${what}\n    ${verdict}: ${name}`);
  return histories !== undefined;
}

const noticed = await pMap(BREAKS, isNoticed, { concurrency: availableParallelism() });
const missed = noticed.filter((each) => !each).length;
console.log(missed === 0 ? `all ${BREAKS.length} were noticed` : `${missed} were not noticed`);
process.exitCode = missed === 0 ? 0 : 1;
