import { table } from '../../bench/table.ts';
import { BREAKS } from '../../test/faults/breaks/breaks.ts';

/** The ways in which the product is broken on purpose, and the property that notices each. */
export function breaksTable(): string {
  return table(
    ['broken on purpose', 'the property that fails'],
    BREAKS.map(({ what, breaks }) => [what, breaks.name]),
  );
}
