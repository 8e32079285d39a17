import { describe, expect, test } from '@jest/globals';
import { decideFleet } from '../../lib/core/rollout/decide-fleet.ts';
import { FLEET_TABLE } from './fleet-decision-rows.ts';
import { fleetCaseOf, leaves } from './fleet-decision-words.ts';

describe.each(FLEET_TABLE)('$sentence', ({ rows }) => {
  test.each(rows)('%s, follows %s, region %s, status %s: %s, %s', (...row) => {
    const [fleet, follows, region, status, does, left] = row;
    const fleetCase = fleetCaseOf(fleet, follows, region, status);
    const decision = decideFleet(fleetCase);
    expect([decision.do, leaves(decision, fleetCase.status)]).toEqual([does, left]);
    expect(decision.reason).not.toBe('');
  });
});
