import type { Section } from './decision-words.ts';

const ANY = ['AVAILABLE', 'FAILED', 'DELETING', 'PENDING'];

/** Once something has begun, and the source or the rule changes. */
export const BEGUN: readonly Section[] = [
  {
    sentence: 'a copy that has begun is followed whatever becomes of its source',
    sources: ANY,
    rule: 'names it',
    rows: [
      ['not looked at', 'COPYING, 1 copy', 'look', 'as before'],
      ['ours COPYING', 'COPYING, 1 copy', 'wait', 'as before'],
      ['ours AVAILABLE', 'COPYING, 1 copy', 'finish', 'AVAILABLE, 1 copy'],
    ],
  },
  {
    sentence: 'a copy that has begun is followed when the rule leaves the region out',
    sources: ANY,
    rule: 'leaves it out',
    rows: [
      ['not looked at', 'COPYING, 1 copy', 'look', 'as before'],
      ['not looked at', 'WAITING', 'look', 'as before'],
      ['ours COPYING', 'COPYING, 1 copy', 'wait', 'as before'],
      ['ours COPYING for 6 hours', 'COPYING, 1 copy', 'late', 'COPYING, 1 copy, LATE'],
      ['ours AVAILABLE', 'COPYING, 1 copy', 'finish', 'AVAILABLE, 1 copy'],
      ['ours AVAILABLE', 'WAITING', 'finish', 'AVAILABLE, 1 copy'],
      ['ours FAILED', 'COPYING, 1 copy', 'fail', 'FAILED IMAGE_COPY_FAILURE, 1 copy'],
      ['absent', 'COPYING, 1 copy', 'wait', 'COPYING NotVisible, 1 copy'],
      ['absent', 'COPYING, unseen for 15 minutes', 'forget', 'no status'],
      ['foreign AVAILABLE', 'COPYING, unseen for 15 minutes', 'forget', 'no status'],
    ],
  },
  {
    sentence: 'nothing is begun where the rule leaves the region out',
    sources: ANY,
    rule: 'leaves it out',
    rows: [
      ['not looked at', 'none', 'nothing', 'as before'],
      ['absent', 'WAITING', 'forget', 'no status'],
      ['foreign AVAILABLE', 'WAITING', 'forget', 'no status'],
      ['not looked at', 'WAITING by hand', 'forget', 'no status'],
      ['not looked at', 'AVAILABLE', 'nothing', 'as before'],
      ['not looked at', 'FAILED', 'nothing', 'as before'],
    ],
  },
  {
    sentence: 'a copy under an earlier name ends before the one under the new name begins',
    sources: ['AVAILABLE'],
    rule: 'gives it another name',
    rows: [
      ['not looked at', 'COPYING, 1 copy', 'look', 'as before'],
      ['ours COPYING', 'COPYING, 1 copy', 'wait', 'as before'],
      ['ours AVAILABLE', 'COPYING, 1 copy', 'finish', 'AVAILABLE, 1 copy'],
      ['ours FAILED', 'COPYING, 2 copies', 'fail', 'FAILED IMAGE_COPY_FAILURE, 2 copies'],
      ['absent', 'COPYING, 2 copies', 'wait', 'COPYING NotVisible, 2 copies'],
      ['absent', 'COPYING, 3 copies, unseen', 'copy', 'COPYING, 1 copy'],
      ['absent', 'WAITING, 2 copies', 'copy', 'COPYING, 1 copy'],
      ['ours AVAILABLE', 'AVAILABLE', 'copy', 'COPYING, 1 copy'],
      ['foreign AVAILABLE', 'FAILED', 'copy', 'COPYING, 1 copy'],
    ],
  },
];
