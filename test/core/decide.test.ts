import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import { DECISION_TABLE } from './decision-table.ts';
import { destinationOfRow, remembers, shortOf } from './decision-words.ts';

describe.each(DECISION_TABLE)('$sentence', ({ rows }) => {
  test.each(rows)(
    'source $source, rule $rule, destination $destination, remembered $remembered: $does, leaves $leaves',
    (row) => {
      const destination = destinationOfRow(row);
      const decision = decide(destination);
      const leaves = remembers(decision, destination);
      expect({ does: shortOf(decision), leaves }).toEqual({ does: row.does, leaves: row.leaves });
      expect(decision.reason).toMatch(/^\S.*\S$/);
    },
  );
});
