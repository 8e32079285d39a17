/* The tag `retire-at` on a replica: when it is to be deleted, and whether that was announced. */

import { NOTICE_MINUTES } from '../limits.ts';
import { iso, parseIso } from '../text.ts';
import { minutesAfter, toMinute } from '../time.ts';

/**
 * That a replica is to be retired. The replica is deleted only after `at`, and only once that was announced.
 * @example 2026-11-28T12:10:00Z
 * @example 2026-11-28T12:10:00Z due=2026-11-27T12:00:00Z
 */
export interface Notice {
  /** Before this it is not deleted. */
  readonly at: Date;
  /** Present while the announcement is due: when it was first due, which tells one notice from the next. */
  readonly due?: Date;
}

/** The notice that is given now, its announcement due. One that was given before keeps its name and gets its day anew. */
export function giveNotice(now: Date, before?: Notice): Required<Notice> {
  return { at: minutesAfter(toMinute(now), NOTICE_MINUTES), due: before?.due ?? toMinute(now) };
}

/** The value of the tag. */
export function formatNotice({ at, due }: Notice): string {
  return due ? `${iso(at)} due=${iso(due)}` : iso(at);
}

/** Reads the tag; undefined for what we do not write, which counts as no notice. */
export function parseNotice(value: string | undefined): Notice | undefined {
  const [time, mark, ...more] = (value ?? '').split(' ');
  const at = parseIso(time);
  const due = mark === undefined ? undefined : parseIso(/^due=(.+)$/.exec(mark)?.[1]);
  if (!at || more.length > 0 || (mark !== undefined && !due)) return undefined;
  return due ? { at, due } : { at };
}
