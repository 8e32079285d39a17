/* Times to the minute, which is as fine as waits are counted. */

const MINUTE = 60_000;

/** Whole minutes from one time to a later one. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / MINUTE);
}

/** The beginning of the minute that a time lies in: the same object where that is the time itself. */
export function toMinute(time: Date): Date {
  const minute = Math.floor(time.getTime() / MINUTE) * MINUTE;
  return minute === time.getTime() ? time : new Date(minute);
}

/** The time so many minutes after another. */
export function minutesAfter(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * MINUTE);
}
