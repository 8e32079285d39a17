import type { Section } from './decision-words.ts';

const SETTLED = { sources: ['AVAILABLE'], rule: 'names it' } as const;

/** While the region cannot be read. */
export const HIDDEN: readonly Section[] = [
  {
    sentence: 'what passes is waited for, announced as late once, and given up after a day',
    ...SETTLED,
    rows: [
      ['listing throttled', 'none', 'wait', 'WAITING ThrottlingException'],
      ['listing throttled', 'WAITING', 'wait', 'WAITING ThrottlingException'],
      [
        'listing throttled',
        'WAITING for 6 hours',
        'announce late',
        'WAITING ThrottlingException, LATE',
      ],
      ['listing throttled', 'WAITING, LATE', 'wait', 'as before'],
      ['listing throttled', 'WAITING, LATE tried 24 minutes ago', 'wait', 'as before'],
      ['listing throttled', 'WAITING, LATE tried 25 minutes ago', 'announce late', 'as before'],
      ['listing throttled', 'WAITING for 24 hours', 'announce failure', 'FAILED GaveUp'],
      [
        'listing throttled',
        'WAITING SourceNotReady for 30 days, LATE',
        'wait',
        'WAITING ThrottlingException, LATE',
      ],
    ],
  },
  {
    sentence: 'a refusal by IAM counts as passing for 10 minutes on end',
    ...SETTLED,
    rows: [
      ['listing denied', 'none', 'wait', 'WAITING AccessDenied'],
      ['listing denied', 'WAITING', 'wait', 'WAITING AccessDenied'],
      ['listing denied', 'WAITING, denied for 9 minutes', 'wait', 'as before'],
      [
        'listing denied',
        'WAITING, denied for 10 minutes',
        'announce failure',
        'FAILED AccessDeniedException',
      ],
      [
        'listing throttled',
        'WAITING, denied for 10 minutes',
        'wait',
        'WAITING ThrottlingException',
      ],
    ],
  },
  {
    sentence: 'a region may be unreachable for 10 minutes without a break',
    ...SETTLED,
    rows: [
      ['unreachable', 'none', 'wait', 'WAITING RegionUnavailable'],
      ['unreachable', 'WAITING, unreachable for 9 minutes', 'wait', 'as before'],
      [
        'unreachable',
        'WAITING, unreachable for 10 minutes',
        'announce failure',
        'FAILED RegionUnavailable',
      ],
      ['unreachable', 'WAITING, denied for 10 minutes', 'wait', 'WAITING RegionUnavailable'],
    ],
  },
  {
    sentence: 'a copy that has begun is followed on, whatever hides it',
    ...SETTLED,
    rows: [
      ['listing throttled', 'COPYING, 1 copy', 'wait', 'COPYING ThrottlingException, 1 copy'],
      ['listing denied', 'COPYING, 1 copy', 'wait', 'COPYING AccessDenied, 1 copy'],
      ['listing denied', 'COPYING, denied for an hour', 'wait', 'as before'],
      ['unreachable', 'COPYING, 1 copy', 'wait', 'COPYING ENOTFOUND, 1 copy'],
    ],
  },
];
