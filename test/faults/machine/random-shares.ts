import * as fc from 'fast-check';
import type { Step, Tags } from './history.ts';
import { ACCOUNTS, OUTSIDER, SHARE_ACCOUNTS } from './random-edits.ts';
import { effect, SHARING } from './random-faults.ts';

const HOME = 'us-east-1';
const AWAY = 'eu-west-1';

const account = fc.constantFrom(...ACCOUNTS, OUTSIDER);
const words = fc
  .uniqueArray(account, { minLength: 1, maxLength: 3 })
  .chain((list) =>
    fc.tuple(
      ...list.map((each) => fc.constantFrom('', '=builder', '=both').map((use) => each + use)),
    ),
  )
  .map((list) => list.join(' '));
const share = fc.oneof(
  { weight: 5, arbitrary: words },
  { weight: 2, arbitrary: fc.constantFrom('source', 'source', 'nobody', '') },
);
const shared: fc.Arbitrary<Tags> = share.map((value) => ({ 'replicate:share': value }));

/** The first image of a history that is about sharing. */
export const sharedImage: fc.Arbitrary<Step> = shared.map((tags) => ({
  do: 'build',
  image: 'cad',
  region: HOME,
  tags: { 'replicate:to': AWAY, ...tags },
  minutes: 0,
}));

const place = { image: fc.constant('cad'), region: fc.constantFrom(HOME, AWAY) };

/** What concerns the sharing of that image: tags, grants by hand, the stack's accounts, calls that fail. */
export const sharingSteps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: shared.map((set) => ({
      do: 'tag' as const,
      image: 'cad',
      region: HOME,
      set,
      remove: [],
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('replicate:share', 'replicate:to', `replicate:status:${AWAY}`)
      .map((key) => ({ do: 'tag' as const, image: 'cad', region: HOME, set: {}, remove: [key] })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('share' as const),
      ...place,
      shared: fc.boolean(),
      account,
      builders: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('accounts' as const),
      accounts: fc.constantFrom(...SHARE_ACCOUNTS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      operation: fc.constantFrom(...SHARING, 'TagResource', 'Publish'),
      times: fc.constantFrom(1, 3, 6, 40),
      effect,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      minutes: fc.constantFrom(10, 45, 120),
      ticks: fc.constantFrom(1, 4, 8),
    }),
  },
);
