/* Text from outside, made fit for tags, messages and logs. */

import { MAX_CODE } from './limits.ts';

/** Cuts `text` to at most `max` UTF-16 units, never inside a surrogate pair, and marks the cut with `…`. */
export function clip(text: string, max: number, mark = '…'): string {
  if (text.length <= max) return text;
  return text.slice(0, Math.max(0, max - mark.length)).replace(/[\uD800-\uDBFF]$/, '') + mark;
}

/** Text from outside made fit for one line of a log or a message: no control characters, at most `max` units. */
export function oneLine(text: string, max = 500): string {
  return clip(text.replace(/[\p{C}\u2028\u2029\s]+/gu, ' ').trim(), max);
}

/** `text` with every character that a tag value may not hold replaced by a space (AppStream API, `TagValue`). */
export function tagSafe(text: string): string {
  return text
    .replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A code as a status tag can hold it: one word. It is made so where it comes in, so that it is the same wherever it is read. */
export function codeText(text: string): string {
  return clip(tagSafe(text).replaceAll(' ', ''), MAX_CODE, '');
}

/**
 * The words of a list, which stand between spaces or commas, each once.
 * @example readList('eu-west-1, ap-southeast-2') // ['eu-west-1', 'ap-southeast-2']
 */
export function readList(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}

/** ISO 8601 in UTC, to the second: `2026-11-23T08:30:00Z`. */
export function iso(date: Date): string {
  return `${date.toISOString().slice(0, -'.000Z'.length)}Z`;
}

/** The date that `text` names when it is written as {@link iso} writes it. */
export function parseIso(text: string | undefined): Date | undefined {
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
