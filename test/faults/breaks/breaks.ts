import type { Break } from './break.ts';
import { BREAKS_OF_DECISIONS } from './breaks-of-decisions.ts';
import { BREAKS_OF_RUNS } from './breaks-of-runs.ts';
import { BREAKS_OF_SHARES } from './breaks-of-shares.ts';

/** All ways in which the product is broken on purpose. */
export const BREAKS: readonly Break[] = [
  ...BREAKS_OF_DECISIONS,
  ...BREAKS_OF_RUNS,
  ...BREAKS_OF_SHARES,
];
