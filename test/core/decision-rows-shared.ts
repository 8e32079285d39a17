import type { Section } from './decision-words.ts';

const ANY = ['AVAILABLE', 'FAILED', 'PENDING'];

/** After AVAILABLE, by what the tags say of sharing. */
export const SHARED: readonly Section[] = [
  {
    sentence: 'a replica is shared otherwise when the tags say so, which is written down first',
    sources: ANY,
    rule: 'names it, shared with an account',
    rows: [
      ['not read', 'AVAILABLE', 'read region rarely', 'as before'],
      [
        'ours AVAILABLE',
        'AVAILABLE',
        'share',
        'AVAILABLE, 1 copy, being shared, then AVAILABLE, 1 copy, shared',
      ],
      ['not read', 'AVAILABLE, shared', 'nothing', 'as before'],
      ['not read', 'AVAILABLE ShareRefused', 'nothing', 'as before'],
      ['not read', 'AVAILABLE by hand', 'nothing', 'as before'],
      ['not read', 'AVAILABLE, being shared', 'read region', 'as before'],
      [
        'ours AVAILABLE',
        'AVAILABLE, being shared',
        'share',
        'AVAILABLE, 1 copy, being shared, then AVAILABLE, 1 copy, shared',
      ],
    ],
  },
  {
    sentence: 'a replica that is not to be shared any more loses what was given',
    sources: ANY,
    rule: 'names it, shared with nobody',
    rows: [
      ['not read', 'AVAILABLE', 'nothing', 'as before'],
      ['not read', 'AVAILABLE, shared', 'read region rarely', 'as before'],
      [
        'ours AVAILABLE',
        'AVAILABLE, shared',
        'share',
        'AVAILABLE, 1 copy, being shared, then AVAILABLE, 1 copy',
      ],
    ],
  },
  {
    sentence: 'only a replica of ours that is AVAILABLE is shared; what was begun is forgotten',
    sources: ANY,
    rule: 'names it, shared with an account',
    rows: [
      ['absent', 'AVAILABLE', 'nothing', 'as before'],
      ['foreign AVAILABLE', 'AVAILABLE', 'nothing', 'as before'],
      ['forged with a builder, AVAILABLE', 'AVAILABLE', 'nothing', 'as before'],
      ['older AVAILABLE', 'AVAILABLE', 'nothing', 'as before'],
      ['ours DELETING', 'AVAILABLE', 'nothing', 'as before'],
      ['absent', 'AVAILABLE, being shared', 'wait', 'AVAILABLE, 1 copy'],
      ['foreign AVAILABLE', 'AVAILABLE, being shared', 'wait', 'AVAILABLE, 1 copy'],
    ],
  },
  {
    sentence: 'sharing that cannot be finished is given up',
    sources: ANY,
    rule: 'names it, shared with an account',
    rows: [
      ['listing throttled', 'AVAILABLE', 'nothing', 'as before'],
      [
        'listing throttled',
        'AVAILABLE, being shared',
        'wait',
        'AVAILABLE ThrottlingException, 1 copy, being shared',
      ],
      [
        'listing throttled',
        'AVAILABLE, being shared in vain for 24 hours',
        'announce share failure',
        'AVAILABLE ShareRefused, 1 copy, shared',
      ],
    ],
  },
];
