import { PER_IMAGE_AND_DAY as MOST } from '../../test/faults/properties/lasting.ts';
import { table } from './table.ts';

const LIMITS: readonly (readonly [what: string, most: number, why: string])[] = [
  ['copies', MOST.copies, 'the three attempts of one start'],
  ['deletes', MOST.deletes, 'a failed replica before the second and the third attempt'],
  [
    'different messages',
    MOST.ids,
    '`LATE` of the wait, `LATE` of the copy, an end, and its correction',
  ],
  [
    'the same message again',
    MOST.sameId,
    'only if SNS takes a message and answers with an error each time, for which the SDK tries three times. All have one `id`',
  ],
  [
    'calls',
    MOST.calls,
    'only where the watch cannot be turned off; once the image is in the slow lane it is some 250 to 600',
  ],
  [
    'failed runs',
    MOST.failedRuns,
    'one a minute, only where the watch cannot be turned off either; otherwise 48 for the sweeps, and at first one every 5 minutes for an end that cannot be announced',
  ],
  [
    'lines in the log',
    MOST.lines,
    'one for each change of a status, and for each run that AWS does not show images or tags: one a minute where the watch cannot be turned off either',
  ],
];

/** What one image causes on one day at most when AWS refuses a call for ever: what the histories are held to. */
export function limitsTable(): string {
  const rows = LIMITS.map(([what, most, why]) => [what, most.toLocaleString('en'), why]);
  return table(['on one day at most', 'number', 'why'], rows);
}
