/* The tables of deliberate breaks in docs/reference/breaks.md. */

import { BREAKS } from '../../test/faults/breaks/breaks.ts';
import { RETENTION_BREAKS } from '../../test/retention/breaks.ts';
import { ROLLOUT_BREAKS } from '../../test/rollout/breaks.ts';
import { table } from './table.ts';

/** The ways in which the product is broken on purpose, and the property that notices each. */
export function breaksTable(): string {
  return table(
    ['broken on purpose', 'the property that fails'],
    BREAKS.map(({ what, breaks }) => [what, breaks.name]),
  );
}

/** The same of retention. */
export const retentionBreaksTable = () => tableOf(RETENTION_BREAKS);

/** The same of rollout. */
export const rolloutBreaksTable = () => tableOf(ROLLOUT_BREAKS);

function tableOf(breaks: readonly { readonly what: string; readonly noticed: string }[]): string {
  return table(
    ['broken on purpose', 'what is found wrong'],
    breaks.map(({ what, noticed }) => [what, noticed]),
  );
}
