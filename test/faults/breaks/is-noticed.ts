import type { Property } from '../properties/property.ts';
import { inThread } from '../search/thread.ts';
import type { Edit } from './break.ts';
import type { BrokenPlay } from './break-worker.ts';
import { HISTORIES } from './histories.ts';

const WORKER = new URL('./break-worker.ts', import.meta.url);

/**
 * Plays the history of a break with the product as it is, or broken by these edits. Nothing on disk is changed.
 * @returns how the history breaks the property
 */
export function violationsOf(
  what: string,
  { name }: Property,
  edits: readonly Edit[],
): Promise<string[]> {
  const history = HISTORIES[what];
  if (!history) throw new Error(`no history shows '${what}'`);
  const play: BrokenPlay = { edits, property: name, history };
  return inThread<string[]>(WORKER, play);
}
