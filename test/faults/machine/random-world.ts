import * as fc from 'fast-check';
import type { World } from './history.ts';

/** What AWS does not say of itself: each guess of the simulator, and its opposite. */
export const world: fc.Arbitrary<World> = fc.record(
  {
    missingImages: fc.constant('empty' as const),
    tagWhileCopying: fc.constant(false),
    deleteMinutes: fc.constantFrom(0.2, 3, 30),
    deleteWhileCopying: fc.constant('accepted' as const),
    deleteWhileDeleting: fc.constantFrom('accepted' as const, 'missing' as const),
    authorizationSeconds: fc.constantFrom(5, 90),
    sharedOwnImages: fc.constant('SHARED' as const),
    quotaChecked: fc.constant('afterwards' as const),
    pendingFirst: fc.constantFrom(0.2, 4),
  },
  { requiredKeys: [] },
);
