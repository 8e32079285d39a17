import { BREAKS } from './breaks/breaks.ts';
import { judgeBreaks } from './breaks/judge.ts';

/*
 * npm run test:breaks: breaks the product on purpose, in one way after the other, and plays the history that makes the
 * property fail which is to notice it. Nothing on disk is changed.
 */

const judged = await judgeBreaks();
for (const { what, breaks } of BREAKS) {
  const [first] = judged.find((each) => each.what === what)?.broken ?? [];
  const verdict = first === undefined ? 'NOT NOTICED' : `noticed, ${first.slice(0, 100)}`;
  console.log(`${what}\n    ${verdict}: ${breaks.name}`);
}
const missed = judged.filter(({ broken }) => broken.length === 0).length;
console.log(missed === 0 ? `all ${BREAKS.length} were noticed` : `${missed} were not noticed`);
process.exitCode = missed === 0 ? 0 : 1;
