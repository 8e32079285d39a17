import type { Section } from './decision-words.ts';

const ANY = ['AVAILABLE', 'FAILED', 'PENDING'];

/** After the end, under the rule that it belongs to. */
export const ENDED: readonly Section[] = [
  {
    sentence: 'AVAILABLE stands whatever is there',
    sources: ANY,
    rule: 'names it',
    rows: [
      ['not read', 'AVAILABLE', 'nothing', 'as before'],
      ['absent', 'AVAILABLE', 'nothing', 'as before'],
      ['foreign AVAILABLE', 'AVAILABLE', 'nothing', 'as before'],
      ['ours COPYING', 'AVAILABLE', 'nothing', 'as before'],
      ['listing denied', 'AVAILABLE', 'nothing', 'as before'],
    ],
  },
  {
    sentence:
      'RETIRED stands, and what is to be announced of it is left to the function that retires',
    sources: ANY,
    rule: 'names it',
    rows: [
      ['not read', 'RETIRED', 'nothing', 'as before'],
      ['absent', 'RETIRED', 'nothing', 'as before'],
      ['ours AVAILABLE', 'RETIRED', 'nothing', 'as before'],
      ['absent', 'RETIRED, tried 5 minutes ago', 'nothing', 'as before'],
    ],
  },
  {
    sentence: 'an end of 0.1.0 stands, and is written with the fingerprint of now',
    sources: ANY,
    rule: 'names it',
    rows: [
      ['not read', 'AVAILABLE of 0.1.0', 'wait', 'AVAILABLE, 1 copy'],
      ['absent', 'AVAILABLE of 0.1.0', 'wait', 'AVAILABLE, 1 copy'],
      ['not read', 'FAILED of 0.1.0', 'wait', 'FAILED NameTaken'],
      ['ours AVAILABLE', 'FAILED of 0.1.0', 'wait', 'FAILED NameTaken'],
    ],
  },
  {
    sentence: 'what a person wrote as an end stands',
    sources: ANY,
    rule: 'names it',
    rows: [
      ['not read', 'AVAILABLE by hand', 'nothing', 'as before'],
      ['absent', 'AVAILABLE by hand', 'nothing', 'as before'],
      ['not read', 'FAILED by hand', 'nothing', 'as before'],
      ['absent', 'FAILED by hand', 'nothing', 'as before'],
      ['ours AVAILABLE', 'FAILED by hand', 'nothing', 'as before'],
    ],
  },
  {
    sentence: 'FAILED is kept unless a replica of ours is AVAILABLE or on its way after all',
    sources: ANY,
    rule: 'names it',
    rows: [
      ['not read', 'FAILED', 'read region rarely', 'as before'],
      ['not read', 'FAILED after 3 copies, a year ago', 'read region rarely', 'as before'],
      ['absent', 'FAILED', 'nothing', 'as before'],
      ['listing throttled', 'FAILED', 'nothing', 'as before'],
      ['listing denied', 'FAILED', 'nothing', 'as before'],
      ['ours COPYING', 'FAILED', 'wait', 'COPYING, 1 copy'],
      ['ours COPYING', 'FAILED after 3 copies, a year ago', 'wait', 'COPYING, 3 copies'],
      ['ours COPYING for 6 hours', 'FAILED', 'announce late', 'COPYING, 1 copy, LATE'],
      ['ours AVAILABLE', 'FAILED', 'announce success', 'AVAILABLE, 1 copy'],
      [
        'ours AVAILABLE',
        'FAILED after 3 copies, a year ago',
        'announce success',
        'AVAILABLE, 3 copies',
      ],
      ['ours FAILED', 'FAILED', 'nothing', 'as before'],
      ['ours DELETING', 'FAILED', 'nothing', 'as before'],
      ['older AVAILABLE', 'FAILED', 'nothing', 'as before'],
      ['newer AVAILABLE', 'FAILED', 'nothing', 'as before'],
      ['foreign AVAILABLE', 'FAILED', 'nothing', 'as before'],
      ['forged with a builder, AVAILABLE', 'FAILED', 'nothing', 'as before'],
      ['forged before its source, AVAILABLE', 'FAILED', 'nothing', 'as before'],
    ],
  },
];

/** After an end whose announcement has not been made. */
export const UNANNOUNCED: readonly Section[] = [
  {
    sentence: 'an end that could not be announced is announced 5 minutes later, once it is old 25',
    sources: ANY,
    rule: 'names it',
    rows: [
      ['not read', 'AVAILABLE, tried 4 minutes ago', 'wait', 'as before'],
      ['ours AVAILABLE', 'AVAILABLE, tried 4 minutes ago', 'wait', 'as before'],
      ['not read', 'AVAILABLE, tried 5 minutes ago', 'read region', 'as before'],
      ['ours AVAILABLE', 'AVAILABLE, tried 5 minutes ago', 'announce', 'as before'],
      ['listing throttled', 'AVAILABLE, tried 5 minutes ago', 'wait', 'as before'],
      ['not read', 'AVAILABLE for 6 hours, tried 24 minutes ago', 'wait', 'as before'],
      ['not read', 'AVAILABLE for 6 hours, tried 25 minutes ago', 'read region', 'as before'],
      ['ours AVAILABLE', 'AVAILABLE for 6 hours, tried 25 minutes ago', 'announce', 'as before'],
      ['not read', 'FAILED, tried 4 minutes ago', 'wait', 'as before'],
      ['ours AVAILABLE', 'FAILED, tried 4 minutes ago', 'wait', 'as before'],
      ['not read', 'FAILED, tried 5 minutes ago', 'announce', 'as before'],
      ['absent', 'FAILED, tried 5 minutes ago', 'announce', 'as before'],
      ['not read', 'FAILED for 6 hours, tried 24 minutes ago', 'wait', 'as before'],
      ['not read', 'FAILED for 6 hours, tried 25 minutes ago', 'announce', 'as before'],
    ],
  },
  {
    sentence: 'a replica that is gone before it was announced is not announced',
    sources: ['AVAILABLE'],
    rule: 'names it',
    rows: [
      ['absent', 'AVAILABLE, tried 5 minutes ago', 'wait', 'AVAILABLE, 1 copy'],
      ['ours COPYING', 'AVAILABLE, tried 5 minutes ago', 'wait', 'AVAILABLE, 1 copy'],
      ['ours DELETING', 'AVAILABLE, tried 5 minutes ago', 'wait', 'AVAILABLE, 1 copy'],
      ['foreign AVAILABLE', 'AVAILABLE, tried 5 minutes ago', 'wait', 'AVAILABLE, 1 copy'],
      ['older AVAILABLE', 'AVAILABLE, tried 5 minutes ago', 'wait', 'AVAILABLE, 1 copy'],
      [
        'forged with a builder, AVAILABLE',
        'AVAILABLE, tried 5 minutes ago',
        'wait',
        'AVAILABLE, 1 copy',
      ],
    ],
  },
  {
    sentence: 'an end is announced when the rule leaves the region out as well',
    sources: ANY,
    rule: 'leaves it out',
    rows: [
      ['not read', 'AVAILABLE, tried 4 minutes ago', 'wait', 'as before'],
      ['not read', 'AVAILABLE, tried 5 minutes ago', 'read region', 'as before'],
      ['ours AVAILABLE', 'AVAILABLE, tried 5 minutes ago', 'announce', 'as before'],
      ['absent', 'AVAILABLE, tried 5 minutes ago', 'wait', 'AVAILABLE, 1 copy'],
      ['not read', 'FAILED, tried 4 minutes ago', 'wait', 'as before'],
      ['not read', 'FAILED, tried 5 minutes ago', 'announce', 'as before'],
    ],
  },
];
