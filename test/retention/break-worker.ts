import type { Judged } from '../faults/breaks/judge.ts';
import { loadBroken } from '../faults/breaks/load-broken.ts';
import { done } from '../faults/search/thread.ts';
import { RETENTION_BREAKS } from './breaks.ts';

loadBroken(RETENTION_BREAKS.map((edit) => [edit]));

/** Plays the history of every break in a copy of the product. @param copyOf ends the addresses of its modules */
async function wrongs(copyOf: (number: number) => string): Promise<(readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for (const [number, { history }] of RETENTION_BREAKS.entries()) {
    const { playToTheEnd }: typeof import('./machine/ending.ts') = await import(
      `./machine/ending.ts${copyOf(number)}`
    );
    all.push((await playToTheEnd(history)).wrong);
  }
  return all;
}

const whole = await wrongs(() => '');
const broken = await wrongs((number) => `?break=${number}`);
done(
  RETENTION_BREAKS.map(
    ({ what }, number): Judged => ({
      what,
      whole: whole[number] ?? [],
      broken: broken[number] ?? [],
    }),
  ),
);
