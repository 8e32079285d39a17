import * as fc from 'fast-check';
import type { FaultEffect } from '../../../sim/index.ts';
import type { Edit, History, Run, Step, Tags } from './history.ts';

const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
const IMAGES = ['cad', 'office', 'x'];

/** Rules, right and wrong, of which some want the same names. */
const RULES: readonly Tags[] = [
  { 'replicate:to': 'eu-west-1' },
  { 'replicate:to': 'eu-west-1 ap-southeast-2' },
  { 'replicate:to': 'us-east-1 eu-west-1=x ap-southeast-2' },
  { 'replicate:to': 'us-east-1=x eu-west-1', 'replicate:tags': 'none', team: 'b' },
  { 'replicate:to': 'eu-west-1 ap-southeast-2', 'replicate:name': '@name-@region', team: 'a' },
  { 'replicate:to': 'europe eu-west-1' },
  { 'replicate:to': 'eu-west-1 eu-west-1=x cn-north-1' },
  { 'replicate:to': 'ap-southeast-2', 'replicate:nmae': 'x' },
  { team: 'c' },
];

/** What people write into a status, by mistake or on purpose. */
const SCRIBBLES = [
  '',
  'AVAILABLE',
  'FAILED',
  'WAITING',
  'COPYING',
  'COPYING since=2026-11-23T08:00:00Z attempts=9 rule=0 name=cad',
  'COPYING name=x blocked=2026-11-23T09:00:00Z code=NotVisible',
  'WAITING since=2027-01-01T00:00:00Z name=other',
  'done I think',
];

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
const FAULTS: fc.Arbitrary<{ operation?: string; effect: FaultEffect }> = fc.oneof(
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

const region = fc.constantFrom(...REGIONS);
const image = fc.constantFrom(...IMAGES);
const rule = fc.constantFrom(...RULES);

function edits(stacks: readonly string[]): fc.Arbitrary<Edit> {
  const stack = fc.constantFrom(...stacks);
  const known = { image, region: fc.oneof({ weight: 3, arbitrary: stack }, region) };
  const status = region.map((each) => `replicate:status:${each}`);
  return fc.oneof(
    fc.record({
      do: fc.constant('build' as const),
      ...known,
      tags: rule,
      minutes: fc.constantFrom(0, 10, 30),
      flaw: fc.option(fc.constantFrom('FAILED' as const, 'incompatible' as const), {
        nil: undefined,
        freq: 8,
      }),
    }),
    fc.record({ do: fc.constant('delete' as const), image, region }),
    fc.record({
      do: fc.constant('tag' as const),
      ...known,
      set: fc.oneof(
        rule,
        fc.tuple(status, fc.constantFrom(...SCRIBBLES)).map((tag) => Object.fromEntries([tag])),
      ),
      remove: fc.constantFrom([], ['replicate:name', 'replicate:tags', 'replicate:nmae', 'team']),
    }),
    fc.record({
      do: fc.constant('tag' as const),
      ...known,
      set: fc.constant({}),
      remove: fc.oneof(
        status.map((key) => [key]),
        fc.constant(['replicate:to']),
        fc.constant(['replicate:source', 'replicate:source-created']),
      ),
    }),
    fc.record({
      do: fc.constant('quota' as const),
      region,
      copies: fc.constantFrom(1, 2, 4),
      images: fc.constantFrom(0, 2, 10),
    }),
    fc.record({
      do: fc.constant('enable' as const),
      region: fc.constantFrom(...REGIONS.filter((each) => !stacks.includes(each))),
      enabled: fc.boolean(),
    }),
    fc.record({
      do: fc.constant('copies' as const),
      minutes: fc.constantFrom(5, 40, 100),
      failing: fc.constantFrom(0, 1, 2, 3, 6),
    }),
  );
}

function runs(stacks: readonly string[]): fc.Arbitrary<Run> {
  const call = fc.integer({ min: 1, max: 25 });
  return fc.record(
    {
      stack: fc.constantFrom(...stacks),
      on: fc.oneof(
        fc.constantFrom('tick' as const, 'sweep' as const),
        fc.record(
          { event: fc.nat({ max: 9 }), keep: fc.constant(true as const) },
          { requiredKeys: ['event'] },
        ),
      ),
      dies: fc.option(
        fc.record({ at: call, when: fc.constantFrom('before' as const, 'after' as const) }),
        { nil: undefined, freq: 3 },
      ),
      meanwhile: fc.option(fc.record({ after: call, edit: edits(stacks) }), {
        nil: undefined,
        freq: 6,
      }),
    },
    { requiredKeys: ['stack', 'on'] },
  );
}

function steps(stacks: readonly string[]): fc.Arbitrary<Step> {
  const run = runs(stacks);
  return fc.oneof(
    { weight: 4, arbitrary: edits(stacks) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(FAULTS, fc.option(region, { nil: undefined, freq: 2 }), fc.constantFrom(1, 3, 6, 20))
        .map(([fault, of, times]) => ({ do: 'fault' as const, ...fault, region: of, times })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('slow' as const),
        calls: fc.nat({ max: 20 }),
        seconds: fc.constantFrom(5, 19),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        minutes: fc.constantFrom(1, 10, 40, 120),
        ticks: fc.constantFrom(0, 1, 4, 8),
      }),
    },
    { weight: 6, arbitrary: run.map((each) => ({ do: 'run' as const, ...each })) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('overlap' as const),
        runs: fc.tuple(run, run),
        order: fc
          .array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 12 })), { maxLength: 12 })
          .map((bursts) => bursts.flatMap(([number, calls]) => Array(calls).fill(number))),
      }),
    },
  );
}

/** Histories of an account that has a stack in these regions; each begins with images that have a rule. */
export function histories(stacks: readonly string[]): fc.Arbitrary<History> {
  const build = fc.record({
    do: fc.constant('build' as const),
    image,
    region: fc.constantFrom(...stacks),
    tags: rule,
    minutes: fc.constantFrom(0, 10),
  });
  return fc
    .tuple(
      fc.subarray(
        REGIONS.filter((each) => !stacks.includes(each)),
        { maxLength: 1 },
      ),
      fc.array(build, { minLength: 1, maxLength: 3 }),
      fc.array(steps(stacks), { maxLength: 16, size: 'max' }),
    )
    .map(([crowded, first, then]) => ({ stacks, crowded, steps: [...first, ...then] }));
}
