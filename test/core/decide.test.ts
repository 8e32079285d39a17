import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import { DECISION_TABLE } from './decision-table.ts';
import { deedOf, remembers, situationOfRow } from './decision-words.ts';

describe.each(DECISION_TABLE)('$sentence', ({ rows }) => {
  test.each(rows)(
    'source $source, rule $rule, destination $destination, remembered $remembered: $does, leaves $leaves',
    (row) => {
      const situation = situationOfRow(row);
      const decision = decide(situation);
      const leaves = remembers(decision, situation);
      expect({ does: deedOf(decision), leaves }).toEqual({ does: row.does, leaves: row.leaves });
      expect(decision.reason).toMatch(/^\S.*\S$/);
    },
  );
});
