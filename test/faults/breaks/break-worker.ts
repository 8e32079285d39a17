import { done } from '../search/thread.ts';
import { BREAKS } from './breaks.ts';
import { HISTORIES } from './histories.ts';
import type { Judged } from './judge.ts';
import { loadBroken } from './load-broken.ts';

loadBroken(BREAKS.map(({ edits }) => edits));

/** Plays the history of a break in a copy of the product. @param copy ends the addresses of its modules */
async function violationsOf(what: string, property: string, copy: string): Promise<string[]> {
  const history = HISTORIES[what];
  if (!history) throw new Error(`no history shows '${what}'`);
  const { play }: typeof import('../machine/play.ts') = await import(`../machine/play.ts${copy}`);
  const { EVERY_PROPERTY }: typeof import('../properties/index.ts') = await import(
    `../properties/index.ts${copy}`
  );
  const noticing = EVERY_PROPERTY.find(({ name }) => name === property);
  return noticing?.violations(await play(history)) ?? [];
}

const wholes: string[][] = [];
for (const { what, breaks } of BREAKS) wholes.push(await violationsOf(what, breaks.name, ''));
const judged: Judged[] = [];
for (const [number, { what, breaks }] of BREAKS.entries()) {
  const broken = await violationsOf(what, breaks.name, `?break=${number}`);
  judged.push({ what, whole: wholes[number] ?? [], broken });
}
done(judged);
