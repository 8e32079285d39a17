import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { histories } from '../support/property.ts';
import { history, violations } from './history.ts';

test('in every history fleets move only as their tags say, and in the end they are where they should be', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      expect(await violations(steps)).toEqual([]);
    }),
    histories(60),
  );
}, 300_000);
