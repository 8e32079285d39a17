/* One thing that happens in a history of retention, and how histories are made up. */

import * as fc from 'fast-check';

export const REGIONS = ['eu-west-1', 'us-west-2'] as const;
const NAMES = ['cad-1', 'cad-2', 'cad-3', 'cad-4'] as const;

/** What people do, at any moment: also in the middle of a run. */
export type Act =
  | {
      readonly do: 'use';
      readonly by: 'fleet' | 'builder';
      readonly region: string;
      readonly image: string;
    }
  | {
      readonly do: 'free';
      readonly by: 'fleet' | 'builder';
      readonly region: string;
      readonly image: string;
    }
  | {
      readonly do: 'share' | 'unshare' | 'delete' | 'take the name of' | 'remove the notice of';
      readonly region: string;
      readonly image: string;
    }
  | { readonly do: 'keep'; readonly image: string; readonly number: string | undefined }
  | { readonly do: 'family'; readonly image: string; readonly name: string | undefined }
  | {
      readonly do: 'delete the source' | 'remove the statuses of' | 'rename the replica of';
      readonly image: string;
    };

/** What goes wrong with calls. */
export interface Trouble {
  readonly operation: string;
  readonly times: number;
  readonly effect:
    | { readonly error: string; readonly status?: number; readonly after?: true }
    | 'drop-before'
    | 'drop-after';
}

export type Step =
  | Act
  | { readonly do: 'build'; readonly image: string; readonly keep: string | undefined }
  | { readonly do: 'copy' }
  | { readonly do: 'pass'; readonly hours: number }
  | { readonly do: 'trouble'; readonly trouble: Trouble }
  | {
      readonly do: 'run';
      /** Minutes by which the clock of the run is wrong. */
      readonly skew: number;
      /** Whose run it is, where it is not that of the stack which copied the replicas. */
      readonly stack?: 'of another region' | 'with another prefix';
      /** The call at which its process dies, if it does, and whether AWS acts on it. */
      readonly dies?: { readonly at: number; readonly when: 'before' | 'after' };
      /** What somebody does right before that call of the run. */
      readonly meanwhile?: { readonly at: number; readonly act: Act };
    };

const region = fc.constantFrom(...REGIONS);
const image = fc.constantFrom(...NAMES);
const by = fc.constantFrom('fleet' as const, 'builder' as const);
const number = fc.constantFrom('1', '2', '3', 'many', undefined);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('use' as const), by, region, image }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('free' as const), by, region, image }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'share' as const,
        'unshare' as const,
        'delete' as const,
        'take the name of' as const,
        'remove the notice of' as const,
      ),
      region,
      image,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('keep' as const), image, number }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('family' as const),
      image,
      name: fc.constantFrom('cad', 'office', undefined),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'delete the source' as const,
        'remove the statuses of' as const,
        'rename the replica of' as const,
      ),
      image,
    }),
  },
);

const trouble: fc.Arbitrary<Trouble> = fc.record({
  operation: fc.constantFrom(
    'DescribeImages',
    'DescribeFleets',
    'DescribeImageBuilders',
    'DescribeImagePermissions',
    'ListTagsForResource',
    'TagResource',
    'UntagResource',
    'DeleteImage',
    'Publish',
  ),
  times: fc.constantFrom(1, 2, 6, 40),
  effect: fc.constantFrom<Trouble['effect'][]>(
    { error: 'AccessDeniedException' },
    { error: 'ThrottlingException' },
    { error: 'OperationNotPermittedException' },
    { error: 'InternalServerException', status: 500 },
    { error: 'InternalServerException', status: 500, after: true },
    'drop-before',
    'drop-after',
  ),
});

const call = fc.integer({ min: 1, max: 60 });
const run: fc.Arbitrary<Step> = fc.record(
  {
    do: fc.constant('run' as const),
    skew: fc.integer({ min: -4, max: 4 }),
    stack: fc.constantFrom('of another region' as const, 'with another prefix' as const),
    dies: fc.record({ at: call, when: fc.constantFrom('before' as const, 'after' as const) }),
    meanwhile: fc.record({ at: call, act }),
  },
  { requiredKeys: ['do', 'skew'] },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: run },
  { weight: 5, arbitrary: act },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('build' as const), image, keep: number }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'copy' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      hours: fc.constantFrom(1, 12, 23, 25, 200),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('trouble' as const), trouble }) },
);

/** Three builds of a family that keeps one replica, then whatever happens. */
export const history: fc.Arbitrary<readonly Step[]> = fc
  .array(step, { minLength: 5, maxLength: 25 })
  .map((steps): Step[] => [
    { do: 'build', image: 'cad-1', keep: undefined },
    { do: 'build', image: 'cad-2', keep: '2' },
    { do: 'build', image: 'cad-3', keep: '1' },
    { do: 'run', skew: 0 },
    ...steps,
  ]);
