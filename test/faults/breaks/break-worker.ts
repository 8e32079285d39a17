import { registerHooks } from 'node:module';
import { done } from '../search/thread.ts';
import { BREAKS } from './breaks.ts';
import { HISTORIES } from './histories.ts';
import type { Judged } from './judge.ts';

const ROOT = new URL('../../../', import.meta.url).href;

/*
 * For each break all modules of this repository are loaded anew, as a copy that has the break's number in its
 * addresses: what a module imports is of the same copy as itself. Packages are loaded once.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    const resolved = nextResolve(specifier, context);
    const { search } = new URL(context.parentURL ?? ROOT);
    const isOwn = resolved.url.startsWith(ROOT) && !resolved.url.includes('/node_modules/');
    return isOwn && search !== '' ? { ...resolved, url: `${resolved.url}${search}` } : resolved;
  },
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const [address, number] = url.split('?break=');
    const edits = number === undefined ? [] : (BREAKS[Number(number)]?.edits ?? []);
    const own = edits.filter(({ file }) => new URL(file, ROOT).href === address);
    if (own.length === 0) return loaded;
    const source = own.reduce(
      (text, { from, to }) => text.replace(from, () => to),
      `${loaded.source}`,
    );
    return { ...loaded, source };
  },
});

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

const judged: Judged[] = [];
for (const [number, { what, breaks }] of BREAKS.entries()) {
  const whole = await violationsOf(what, breaks.name, '');
  const broken = await violationsOf(what, breaks.name, `?break=${number}`);
  judged.push({ what, whole, broken });
}
done(judged);
