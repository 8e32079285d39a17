/* The table of deliberate breaks in docs/reference/breaks.md. */

import { BREAKS } from '../../test/faults/breaks/breaks.ts';
import { table } from './table.ts';

/** The ways in which the product is broken on purpose, and the property that notices each. */
export function breaksTable(): string {
  return table(
    ['broken on purpose', 'the property that fails'],
    BREAKS.map(({ what, breaks }) => [what, breaks.name]),
  );
}
