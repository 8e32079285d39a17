/* The table of what one image can cause at most on a day. */

import { PER_IMAGE_AND_DAY as MOST } from '../../test/faults/properties/lasting.ts';
import { table } from './table.ts';

const LIMITS: readonly (readonly [what: string, most: number, why: string])[] = [
  ['copies', MOST.copies, 'the three attempts of one start'],
  ['deletes', MOST.deletes, 'a failed replica before the second and the third attempt'],
  [
    'different messages',
    MOST.ids,
    '`LATE` of the wait, `LATE` of the copy, an outcome, and its correction',
  ],
  [
    'the same message again',
    MOST.sameId,
    'only if SNS accepts a message but answers with an error each time: the SDK then sends it three times. All have one `id`',
  ],
  [
    'calls',
    MOST.calls,
    'only if the watch cannot be disabled; once only the sweep follows the image, some 250 to 600',
  ],
  [
    'failed runs',
    MOST.failedRuns,
    'one a minute, only if the watch cannot be disabled; otherwise 48 for the sweeps, and at first one every 5 minutes for an outcome that cannot be announced',
  ],
  [
    'lines in the log',
    MOST.lines,
    'one for each change of a status, and for each run to which AWS does not show images or tags: one a minute if the watch cannot be disabled',
  ],
];

/** What one image causes on one day at most when AWS refuses a call for ever: the limit in the histories. */
export function limitsTable(): string {
  const rows = LIMITS.map(([what, most, why]) => [what, most.toLocaleString('en'), why]);
  return table(['at most on one day', 'number', 'why'], rows);
}
