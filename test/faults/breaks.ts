import { availableParallelism } from 'node:os';
import pMap from 'p-map';
import type { Break } from './breaks/break.ts';
import { BREAKS } from './breaks/breaks.ts';
import { violationsOf } from './breaks/is-noticed.ts';

/*
 * npm run test:breaks: breaks the product on purpose, in one way after the other, and plays the history that makes the
 * property fail which is to notice it. Nothing on disk is changed.
 */

async function isNoticed({ what, edits, breaks }: Break): Promise<boolean> {
  const [first] = await violationsOf(what, breaks, edits);
  const verdict = first === undefined ? 'NOT NOTICED' : `noticed, ${first.slice(0, 100)}`;
  console.log(`${what}\n    ${verdict}: ${breaks.name}`);
  return first !== undefined;
}

const noticed = await pMap(BREAKS, isNoticed, { concurrency: availableParallelism() });
const missed = noticed.filter((each) => !each).length;
console.log(missed === 0 ? `all ${BREAKS.length} were noticed` : `${missed} were not noticed`);
process.exitCode = missed === 0 ? 0 : 1;
