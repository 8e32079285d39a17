/* When a status is late, keeps the watch on, and has its announcement due. */

import { ANNOUNCE_AGAIN_MINUTES } from '../limits.ts';
import { minutesBetween } from '../time.ts';
import { isFinal, type Status } from './status.ts';

/** Times that the configuration sets, in hours. */
export interface Limits {
  readonly giveUpAfterHours: number;
  readonly lateAfterHours: number;
}

/** What a status says of its announcement. That of a fleet does so too. */
export type Announceable = Pick<Status, 'since' | 'late' | 'due' | 'unshared'>;

/** When an announcement of the status that is due was last tried; undefined where none is due. */
export function dueOf({ unshared, due }: Pick<Announceable, 'due' | 'unshared'>): Date | undefined {
  return unshared ?? due;
}

/** Whether the status has an announcement that was tried some time ago and is to be tried again. */
export function isAnnouncementDue(status: Announceable, limits: Limits, now: Date): boolean {
  const due = dueOf(status);
  if (!due) return false;
  const isLate = status.late || isOlder(status.since, limits, now);
  const pause = ANNOUNCE_AGAIN_MINUTES[isLate ? 'slow' : 'fast'];
  return minutesBetween(due, now) >= pause;
}

/**
 * Whether a status keeps the watch on: something is in flight, or is to be announced, and is not late. What is late is
 * left to the sweep, and what is `RETIRED` to the function that retires.
 */
export function isWatched(status: Status | undefined, limits: Limits, now: Date): boolean {
  if (!status) return false;
  if (status.word === 'RETIRED') return false;
  if (isFinal(status)) {
    const isDue = dueOf(status) !== undefined && !isOlder(status.since, limits, now);
    return (
      isDue ||
      (status.sharing !== undefined && !isOlder(status.asked ?? status.sharing, limits, now))
    );
  }
  return !status.late;
}

function isOlder(since: Date, { lateAfterHours }: Limits, now: Date): boolean {
  return minutesBetween(since, now) >= lateAfterHours * 60;
}
