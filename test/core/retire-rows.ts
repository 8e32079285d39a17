/** One case of the retention table: the place and the number to keep, what is remembered, who uses it, its notice. */
export type RetireRow = readonly [
  place: string,
  remembered: string,
  user: string,
  notice: string,
  does: string,
];

/** The retention table: what `decideRetirement` answers. */
export const RETENTION_TABLE: readonly { sentence: string; rows: readonly RetireRow[] }[] = [
  {
    sentence: 'the newest stay, and without a number to keep all do',
    rows: [
      ['1 of keep 1', 'AVAILABLE', 'nobody', 'none', 'keep'],
      ['2 of keep 2', 'AVAILABLE', 'nobody', 'none', 'keep'],
      ['2 of keep 2', 'AVAILABLE', 'nobody', 'over', 'put off'],
      ['2 of keep 2', 'RETIRED', 'nobody', 'over', 'put off'],
      ['1 of keep 1', 'nothing', 'nobody', 'unannounced', 'put off'],
      ['9 of keep all', 'AVAILABLE', 'nobody', 'none', 'keep'],
      ['9 of keep all', 'AVAILABLE', 'nobody', 'over', 'put off'],
    ],
  },
  {
    sentence: 'what is in use or shared stays, and its notice is taken away',
    rows: [
      ['3 of keep 2', 'AVAILABLE', 'a fleet', 'none', 'keep'],
      ['3 of keep 2', 'AVAILABLE', 'a fleet', 'running', 'put off'],
      ['3 of keep 2', 'AVAILABLE', 'a fleet', 'over', 'put off'],
      ['3 of keep 2', 'AVAILABLE', 'a fleet', 'unannounced', 'put off'],
      ['3 of keep 2', 'RETIRED', 'a fleet', 'over', 'put off'],
      ['3 of keep 2', 'RETIRED', 'a fleet', 'none', 'put off'],
    ],
  },
  {
    sentence: 'what is being replicated stays',
    rows: [
      ['3 of keep 2', 'WAITING', 'nobody', 'none', 'keep'],
      ['3 of keep 2', 'COPYING', 'nobody', 'over', 'put off'],
      ['3 of keep 2', 'FAILED', 'nobody', 'over', 'put off'],
      ['3 of keep 2', 'AVAILABLE unannounced', 'nobody', 'over', 'put off'],
      ['3 of keep 2', 'nothing, and it is wanted', 'nobody', 'over', 'put off'],
      ['3 of keep 2', 'AVAILABLE, and its rule was changed', 'nobody', 'over', 'put off'],
    ],
  },
  {
    sentence: 'what is there although it is RETIRED is AVAILABLE again before it gets a notice',
    rows: [['3 of keep 2', 'RETIRED', 'nobody', 'none', 'put off']],
  },
  {
    sentence:
      'beyond the newest, a replica gets a notice, which is announced before its day counts',
    rows: [
      ['3 of keep 2', 'AVAILABLE', 'nobody', 'none', 'give notice'],
      ['3 of keep 2', 'nothing', 'nobody', 'none', 'give notice'],
      ['3 of keep 2', 'AVAILABLE', 'nobody', 'unannounced', 'give notice'],
      ['3 of keep 2', 'AVAILABLE', 'nobody', 'unannounced and over', 'give notice'],
      ['3 of keep 2', 'AVAILABLE', 'nobody', 'over for a week', 'give notice'],
    ],
  },
  {
    sentence: 'it is deleted when its day of notice is over',
    rows: [
      ['3 of keep 2', 'AVAILABLE', 'nobody', 'running', 'wait'],
      ['3 of keep 2', 'AVAILABLE', 'nobody', 'over', 'delete'],
      ['3 of keep 2', 'RETIRED', 'nobody', 'over', 'delete'],
      ['3 of keep 2', 'nothing', 'nobody', 'over', 'delete'],
    ],
  },
];
