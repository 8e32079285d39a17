/* The tag `window` on a fleet: when its image may be changed. */

import { minutesAfter } from '../time.ts';

const DAYS: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MINUTES = 24 * 60;
/** Minutes that a window has at least: two sweeps, so that none is missed. */
const SHORTEST = 30;

const RIGHT =
  "write times in UTC, for example '22:00-04:00', or with the day or days on which it opens, 'sat 22:00-04:00' or 'sat-sun 22:00-04:00'";

/** A time of the day in which a fleet may be changed, in UTC. */
export interface Window {
  /** Days on which it opens, 0 for Sunday. */
  readonly days: readonly number[];
  /** When it opens, in minutes after midnight. */
  readonly opens: number;
  /** How long it stays open, in minutes: past midnight where that is so. */
  readonly minutes: number;
}

/**
 * Reads the tag.
 * @returns what is wrong with it, and what would be right, where it cannot be
 * @example parseWindow('fri-mon 22:00-04:00') // { days: [5, 6, 0, 1], opens: 1320, minutes: 360 }
 */
export function parseWindow(value: string): Window | string {
  const match = /^(?:(\S+) +)?([^\s-]+)-([^\s-]+)$/.exec(value);
  const days = match && daysOf(match[1]);
  const opens = minuteOf(match?.[2]);
  const closes = minuteOf(match?.[3]);
  if (!match || opens === undefined || closes === undefined)
    return `'${value}' is not a window; ${RIGHT}`;
  if (!days)
    return `'${match[1]}' in '${value}' is neither a day nor a range of days; the days are mon tue wed thu fri sat sun, for example 'sat' or 'fri-mon'`;
  const minutes = (closes - opens + DAY_MINUTES) % DAY_MINUTES;
  return minutes < SHORTEST
    ? `'${value}' is too short; a window has at least ${SHORTEST} minutes, for example '22:00-04:00'`
    : { days, opens, minutes };
}

/** A day, or a range of days that may go past the end of the week; all days where none is named. */
function daysOf(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return DAYS.map((_, day) => day);
  const [first, last, ...more] = text
    .toLowerCase()
    .split('-')
    .map((word) => DAYS.indexOf(word));
  if (first === undefined || first < 0 || more.length > 0) return undefined;
  if (last === undefined) return [first];
  if (last < 0 || last === first) return undefined;
  const count = ((last - first + DAYS.length) % DAYS.length) + 1;
  return Array.from({ length: count }, (_, index) => (first + index) % DAYS.length);
}

function minuteOf(text = ''): number | undefined {
  const match = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** Whether the window is open. It may have opened on the day before. */
export function isOpen(window: Window, now: Date): boolean {
  return [0, -1].some((days) => {
    const opening = openingOn(window, now, days);
    return opening && opening <= now && now < minutesAfter(opening, window.minutes);
  });
}

/** When the window opens next. */
export function nextOpening(window: Window, now: Date): Date {
  const openings = Array.from({ length: 8 }, (_, days) => openingOn(window, now, days));
  return openings.find((opening) => opening && opening > now) ?? now;
}

/** When the window opens on the day so many days from now; undefined where it does not. */
function openingOn({ days, opens }: Window, now: Date, offset: number): Date | undefined {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + offset);
  const isDay = days.includes(new Date(midnight).getUTCDay());
  return isDay ? minutesAfter(new Date(midnight), opens) : undefined;
}
