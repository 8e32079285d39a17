import { registerHooks } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { Edit } from './break.ts';

/** What a thread is to search: a history that shows what these edits break. */
export interface BrokenSearch {
  readonly edits: readonly Edit[];
  /** Name of the property. */
  readonly property: string;
  /** Histories of each kind, at most. */
  readonly runs: number;
  readonly seed: number;
}

const { edits, property, runs, seed }: BrokenSearch = workerData;
const root = new URL('../../../', import.meta.url);
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const own = edits.filter(({ file }) => new URL(file, root).href === url);
    if (own.length === 0) return loaded;
    const edited = (text: string, { from, to }: Edit) => text.replace(from, () => to);
    return { ...loaded, source: own.reduce(edited, String(loaded.source)) };
  },
});

// Only from here on is the product loaded.
const { firstToBreak } = await import('../search/first-to-break.ts');
const { done, warmUp } = await import('../search/thread.ts');
await warmUp();
done(await firstToBreak(property, runs, seed));
