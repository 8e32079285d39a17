import { registerHooks } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { History } from '../machine/history.ts';
import type { Edit } from './break.ts';

/** What a thread is to play: a history, with the product broken by these edits. */
export interface BrokenPlay {
  readonly edits: readonly Edit[];
  /** Name of the property that is to notice. */
  readonly property: string;
  readonly history: History;
}

const { edits, property, history }: BrokenPlay = workerData;
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
const { play } = await import('../machine/play.ts');
const { EVERY_PROPERTY } = await import('../properties/index.ts');
const { done, warmUp } = await import('../search/thread.ts');
await warmUp();
const noticing = EVERY_PROPERTY.find(({ name }) => name === property);
done(noticing?.violations(await play(history)) ?? []);
