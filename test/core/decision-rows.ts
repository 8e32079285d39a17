import type { Section } from './decision-words.ts';

const SETTLED = { sources: ['AVAILABLE'], rule: 'names it' } as const;

/** While the rule names the region, as it did from the beginning. */
export const STANDING_RULE: readonly Section[] = [
  {
    sentence: 'a source that is not settled is waited for',
    sources: [
      'PENDING',
      'CREATING',
      'IMPORTING',
      'VALIDATING',
      'COPYING',
      'DELETING',
      'REHYDRATING',
    ],
    rule: 'names it',
    rows: [
      ['not looked at', 'none', 'wait', 'as before'],
      ['not looked at', 'WAITING', 'wait', 'as before'],
      ['not looked at', 'FAILED under another rule', 'wait', 'as before'],
    ],
  },
  {
    sentence: 'a source that failed ends each destination once',
    sources: ['FAILED'],
    rule: 'names it',
    rows: [
      ['not looked at', 'none', 'fail', 'FAILED SourceFailed'],
      ['not looked at', 'WAITING', 'fail', 'FAILED SourceFailed'],
      ['not looked at', 'FAILED', 'nothing', 'as before'],
    ],
  },
  {
    sentence: 'a region is looked at before anything is done there',
    ...SETTLED,
    rows: [
      ['not looked at', 'none', 'look', 'as before'],
      ['not looked at', 'WAITING', 'look', 'as before'],
      ['not looked at', 'COPYING, 1 copy', 'look', 'as before'],
      ['not looked at', 'FAILED under another rule', 'look', 'as before'],
    ],
  },
  {
    sentence: 'a copy is made where there is none, 3 times at most',
    ...SETTLED,
    rows: [
      ['absent', 'none', 'copy', 'COPYING, 1 copy'],
      ['absent', 'WAITING', 'copy', 'COPYING, 1 copy'],
      ['absent', 'WAITING, 1 copy', 'copy', 'COPYING, 2 copies'],
      ['absent', 'WAITING, 2 copies', 'copy', 'COPYING, 3 copies'],
      ['absent', 'WAITING, 3 copies', 'fail', 'FAILED GaveUp, 3 copies'],
      ['absent', 'WAITING by hand', 'copy', 'COPYING, 1 copy'],
      ['absent', 'AVAILABLE under another rule', 'copy', 'COPYING, 1 copy'],
      ['absent', 'FAILED under another rule', 'copy', 'COPYING, 1 copy'],
    ],
  },
  {
    sentence: 'a copy that was accepted may be out of sight for 15 minutes',
    ...SETTLED,
    rows: [
      ['absent', 'COPYING, 1 copy', 'wait', 'COPYING NotVisible, 1 copy'],
      ['absent', 'COPYING by hand', 'wait', 'COPYING NotVisible'],
      ['absent', 'COPYING, throttled for an hour', 'wait', 'COPYING NotVisible, 1 copy'],
      ['absent', 'COPYING, unseen for 14 minutes', 'wait', 'as before'],
      ['absent', 'COPYING, unseen for 15 minutes', 'copy', 'COPYING, 2 copies'],
      ['absent', 'COPYING, 3 copies, unseen', 'fail', 'FAILED GaveUp, 3 copies'],
    ],
  },
  {
    sentence: 'our replica is waited for until it is settled',
    ...SETTLED,
    rows: [
      ['ours COPYING', 'COPYING, 1 copy', 'wait', 'as before'],
      ['ours COPYING', 'COPYING, 3 copies', 'wait', 'as before'],
      ['ours COPYING', 'COPYING, unseen for 14 minutes', 'wait', 'COPYING, 1 copy'],
      ['ours COPYING', 'COPYING by hand', 'wait', 'COPYING, 1 copy'],
      ['ours COPYING', 'COPYING, throttled for an hour', 'wait', 'COPYING, 1 copy'],
      ['ours COPYING', 'none', 'wait', 'COPYING, 1 copy'],
      ['ours COPYING', 'WAITING', 'wait', 'COPYING, 1 copy'],
      ['ours COPYING', 'FAILED under another rule', 'wait', 'COPYING, 1 copy'],
      ['ours PENDING', 'COPYING, 1 copy', 'wait', 'as before'],
      ['ours in a new state', 'COPYING, 1 copy', 'wait', 'as before'],
      ['ours DELETING', 'COPYING, 1 copy', 'wait', 'as before'],
      ['ours DELETING', 'none', 'wait', 'as before'],
    ],
  },
  {
    sentence: 'our replica is told to be late once, and followed on',
    ...SETTLED,
    rows: [
      ['ours COPYING for 6 hours', 'COPYING, 1 copy', 'late', 'COPYING, 1 copy, LATE'],
      ['ours COPYING for 6 hours', 'none', 'late', 'COPYING, 1 copy, LATE'],
      ['ours COPYING for 6 hours', 'COPYING, LATE', 'wait', 'as before'],
    ],
  },
  {
    sentence: 'our replica ends it when AVAILABLE',
    ...SETTLED,
    rows: [
      ['ours AVAILABLE', 'none', 'finish', 'AVAILABLE, 1 copy'],
      ['ours AVAILABLE', 'WAITING', 'finish', 'AVAILABLE, 1 copy'],
      ['ours AVAILABLE', 'COPYING, 2 copies', 'finish', 'AVAILABLE, 2 copies'],
      ['ours AVAILABLE', 'COPYING, LATE', 'finish', 'AVAILABLE, 1 copy'],
      ['ours AVAILABLE', 'AVAILABLE under another rule', 'finish', 'AVAILABLE, 1 copy'],
    ],
  },
  {
    sentence: 'our replica is removed when it FAILED and copied again, after 3 copies it is left',
    ...SETTLED,
    rows: [
      ['ours FAILED', 'none', 'remove', 'WAITING IMAGE_COPY_FAILURE, 1 copy'],
      ['ours FAILED', 'COPYING, 1 copy', 'remove', 'WAITING IMAGE_COPY_FAILURE, 1 copy'],
      ['ours FAILED', 'COPYING, 2 copies', 'remove', 'WAITING IMAGE_COPY_FAILURE, 2 copies'],
      ['ours FAILED', 'COPYING, 3 copies', 'fail', 'FAILED IMAGE_COPY_FAILURE, 3 copies'],
      ['ours FAILED', 'WAITING, 2 copies', 'remove', 'WAITING IMAGE_COPY_FAILURE, 2 copies'],
      [
        'ours FAILED',
        'WAITING, 2 copies and then it',
        'fail',
        'FAILED IMAGE_COPY_FAILURE, 3 copies',
      ],
      ['ours FAILED', 'FAILED under another rule', 'remove', 'WAITING IMAGE_COPY_FAILURE, 1 copy'],
    ],
  },
  {
    sentence: 'a replica of an earlier build ends it unless it is about to go',
    ...SETTLED,
    rows: [
      ['older AVAILABLE', 'none', 'fail', 'FAILED StaleReplica'],
      ['older AVAILABLE', 'WAITING', 'fail', 'FAILED StaleReplica'],
      ['older COPYING', 'none', 'wait', 'as before'],
      ['older DELETING', 'WAITING', 'wait', 'as before'],
      ['older FAILED', 'none', 'remove', 'WAITING IMAGE_COPY_FAILURE'],
      ['newer AVAILABLE', 'none', 'wait', 'WAITING NewerReplica'],
      ['newer AVAILABLE', 'WAITING for 24 hours', 'fail', 'FAILED GaveUp'],
    ],
  },
  {
    sentence: 'an image without lineage of ours has the name and keeps it',
    ...SETTLED,
    rows: [
      ['foreign AVAILABLE', 'none', 'fail', 'FAILED NameTaken'],
      ['foreign AVAILABLE', 'WAITING', 'fail', 'FAILED NameTaken'],
      ['foreign COPYING', 'none', 'fail', 'FAILED NameTaken'],
      ['foreign FAILED', 'none', 'fail', 'FAILED NameTaken'],
      ['foreign DELETING', 'none', 'fail', 'FAILED NameTaken'],
    ],
  },
  {
    sentence: 'a final status stands whatever is there',
    sources: ['AVAILABLE', 'FAILED', 'PENDING'],
    rule: 'names it',
    rows: [
      ['absent', 'AVAILABLE', 'nothing', 'as before'],
      ['absent', 'FAILED', 'nothing', 'as before'],
      ['absent', 'AVAILABLE by hand', 'nothing', 'as before'],
      ['absent', 'FAILED by hand', 'nothing', 'as before'],
      ['not looked at', 'AVAILABLE', 'nothing', 'as before'],
      ['ours AVAILABLE', 'FAILED', 'nothing', 'as before'],
      ['foreign AVAILABLE', 'AVAILABLE', 'nothing', 'as before'],
    ],
  },
  {
    sentence: 'a refusal is final unless a copy of another run is there within a day',
    sources: ['AVAILABLE', 'FAILED'],
    rule: 'names it',
    rows: [
      ['not looked at', 'FAILED, refused', 'look', 'as before'],
      ['absent', 'FAILED, refused', 'nothing', 'as before'],
      ['ours COPYING', 'FAILED, refused', 'wait', 'COPYING, 1 copy'],
      ['ours AVAILABLE', 'FAILED, refused', 'finish', 'AVAILABLE, 1 copy'],
      ['ours FAILED', 'FAILED, refused', 'nothing', 'as before'],
      ['foreign AVAILABLE', 'FAILED, refused', 'nothing', 'as before'],
      ['ours AVAILABLE', 'FAILED, refused a day ago', 'nothing', 'as before'],
    ],
  },
];
