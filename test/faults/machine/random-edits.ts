import * as fc from 'fast-check';
import { type Edit, SETS_AT_FIRST, type Tags } from './history.ts';

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
const IMAGES = ['cad', 'office', 'x'];

/** Accounts that a stack may allow, and one that none does. */
export const ACCOUNTS = ['111122223333', '444455556666', '777788889999'] as const;
const [A, B] = ACCOUNTS;
export const OUTSIDER = '999900001111';

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
  { 'replicate:to': '@both' },
  { 'replicate:to': '@one us-east-1=x' },
  { 'replicate:to': '@one @both', 'replicate:name': '@name-@region' },
  { 'replicate:to': 'eu-west-1', 'replicate:share': A },
  { 'replicate:to': 'eu-west-1 ap-southeast-2', 'replicate:share': `${A}=both ${B}=builder` },
  { 'replicate:to': 'eu-west-1', 'replicate:share': 'source' },
  { 'replicate:to': 'ap-southeast-2', 'replicate:share': `${A}=all ${B} ${OUTSIDER}` },
  { team: 'c' },
];

/** The sets that a stack is deployed with: more and fewer regions, other names, mistakes, none. */
const SETS = [
  SETS_AT_FIRST,
  'both: eu-west-1; one: ap-southeast-2',
  'both: eu-west-1=x us-east-1; one: eu-west-1 europe',
  'one: ; both: ap-southeast-2=x',
  '',
];

/** The accounts that a stack is deployed with: more, fewer, others, none. */
export const SHARE_ACCOUNTS: readonly (readonly string[])[] = [[A, B], [A], [...ACCOUNTS], []];

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

export const region = fc.constantFrom(...REGIONS);
export const image = fc.constantFrom(...IMAGES);
export const rule = fc.constantFrom(...RULES);

/** What happens to an account that has a stack in these regions. */
export function edits(stacks: readonly string[]): fc.Arbitrary<Edit> {
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
    fc.record({ do: fc.constant('sets' as const), sets: fc.constantFrom(...SETS) }),
    fc.record({
      do: fc.constant('accounts' as const),
      accounts: fc.constantFrom(...SHARE_ACCOUNTS),
    }),
    fc.record({
      do: fc.constant('share' as const),
      image,
      region,
      shared: fc.boolean(),
      account: fc.constantFrom(A, B, OUTSIDER),
      builders: fc.boolean(),
    }),
    fc.record({
      do: fc.constant('tag' as const),
      ...known,
      set: fc.oneof(
        rule,
        fc.tuple(status, fc.constantFrom(...SCRIBBLES)).map((tag) => Object.fromEntries([tag])),
      ),
      remove: fc.constantFrom(
        [],
        ['replicate:name', 'replicate:tags', 'replicate:nmae', 'replicate:share', 'team'],
      ),
    }),
    fc.record({
      do: fc.constant('tag' as const),
      ...known,
      set: fc.constant({}),
      remove: fc.oneof(
        status.map((key) => [key]),
        fc.constantFrom(['replicate:to'], ['replicate:share']),
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
      minutes: fc.constantFrom(0, 0.1, 5, 40, 100),
      failing: fc.constantFrom(0, 1, 2, 3, 6),
    }),
  );
}
