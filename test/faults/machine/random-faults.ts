import * as fc from 'fast-check';
import type { FaultEffect } from '../../../sim/index.ts';

const EFFECTS: readonly FaultEffect[] = [
  'drop-before',
  'drop-after',
  { error: 'ThrottlingException' },
  { error: 'InternalFailure', status: 500 },
  { error: 'ServiceUnavailable', status: 503 },
  { error: 'InternalFailure', status: 500, after: true },
  { error: 'AccessDeniedException' },
  { error: 'ConcurrentModificationException' },
  { error: 'LimitExceededException' },
  { error: 'ResourceNotAvailableException' },
  { error: 'SomethingNewException' },
];

/** Which calls meet a fault. What reads can be stale, too. */
export const FAULTS: fc.Arbitrary<{ operation?: string; effect: FaultEffect }> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      operation: fc.constantFrom(
        ...['CopyImage', 'DescribeImages', 'ListTagsForResource', 'TagResource', 'UntagResource'],
        ...['DeleteImage', 'Publish', 'EnableRule', 'DisableRule'],
      ),
      effect: fc.constantFrom(...EFFECTS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ effect: fc.constantFrom(...EFFECTS) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      operation: fc.constantFrom('DescribeImages', 'ListTagsForResource'),
      effect: fc.constant({ stale: { minutes: 1 } }),
    }),
  },
);
