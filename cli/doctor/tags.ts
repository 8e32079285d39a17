/* The check whether the tags of every image can be read. */

import { groupBy } from '../../lib/core/group-by.ts';
import type { PlannedSource } from '../../lib/run/plan.ts';
import { type Line, unseen } from './line.ts';

/** Of which images the tags cannot be read, a line for each reason: what their rules ask for is not known. */
export function checkTags(sources: readonly PlannedSource[]): Line[] {
  const byReason = groupBy(
    sources.filter((source) => source.kind === 'unread'),
    ({ fault }) => fault.code,
  );
  return [...byReason.values()].flatMap((those) => {
    const names = those.map(({ image }) => image.name).join(', ');
    return those.slice(0, 1).map(({ fault }) => {
      const line = unseen('tags', fault, 'appstream:ListTagsForResource');
      return { ...line, detail: `${names}: ${line.detail}` };
    });
  });
}
