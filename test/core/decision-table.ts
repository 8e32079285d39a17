import { STANDING_RULE } from './decision-rows.ts';
import { BEGUN } from './decision-rows-begun.ts';
import { ENDED, UNANNOUNCED } from './decision-rows-ended.ts';
import { HIDDEN } from './decision-rows-hidden.ts';
import { SHARED } from './decision-rows-shared.ts';
import type { Row } from './decision-words.ts';

/** The decision table: what `decide` answers, row by row under the sentences that sum it up. */
export const DECISION_TABLE: readonly { sentence: string; rows: readonly Row[] }[] = [
  ...STANDING_RULE,
  ...HIDDEN,
  ...ENDED,
  ...UNANNOUNCED,
  ...BEGUN,
  ...SHARED,
].map(({ sentence, sources, rule, rows }) => ({
  sentence,
  rows: sources.flatMap((source) =>
    rows.map(([destination, remembered, does, leaves]) => ({
      source,
      rule,
      destination,
      remembered,
      does,
      leaves,
    })),
  ),
}));
