import * as fc from 'fast-check';
import type { FaultEffect } from '../../../sim/index.ts';
import { region } from './random-edits.ts';

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

const APPSTREAM = ['CopyImage', 'DescribeImages', 'ListTagsForResource', 'TagResource'] as const;
const SELDOM = ['UntagResource', 'DeleteImage'] as const;
export const SHARING = [
  'UpdateImagePermissions',
  'DeleteImagePermissions',
  'DescribeImagePermissions',
] as const;
/** SNS and EventBridge are called in the home region alone. */
const AT_HOME = ['Publish', 'Publish', 'EnableRule', 'DisableRule'] as const;

/** A call that is refused for ever, in one region or everywhere. */
export const REFUSALS: fc.Arbitrary<{
  operation: string;
  region: string | undefined;
  effect: FaultEffect;
}> = fc.record({
  operation: fc.constantFrom(...APPSTREAM, ...APPSTREAM, ...SELDOM, ...SHARING, ...AT_HOME),
  region: fc.option(region, { nil: undefined, freq: 1 }),
  effect: fc.constantFrom<FaultEffect>(
    { error: 'AccessDeniedException' },
    { error: 'AccessDeniedException' },
    { error: 'InternalFailure', status: 500 },
    { error: 'InternalFailure', status: 500, after: true },
    { error: 'ThrottlingException' },
    { error: 'LimitExceededException' },
    { error: 'SomethingNewException' },
    'drop-before',
    'drop-after',
  ),
});

export const effect = fc.constantFrom(...EFFECTS);
const anywhere = fc.option(region, { nil: undefined, freq: 2 });

/** Which calls meet a fault. What reads can be stale, too. */
export const FAULTS: fc.Arbitrary<{
  operation?: string;
  region: string | undefined;
  effect: FaultEffect;
}> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      operation: fc.constantFrom(...APPSTREAM, ...SELDOM, ...SHARING),
      region: anywhere,
      effect,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      operation: fc.constantFrom(...AT_HOME),
      region: fc.constant(undefined),
      effect,
    }),
  },
  { weight: 1, arbitrary: fc.record({ region: anywhere, effect }) },
  {
    weight: 1,
    arbitrary: fc.record({
      operation: fc.constantFrom('DescribeImages', 'ListTagsForResource'),
      region: anywhere,
      effect: fc.constant({ stale: { minutes: 1 } }),
    }),
  },
);
