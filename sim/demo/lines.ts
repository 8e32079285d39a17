import type { Frame, Line, Row } from './frame.ts';
import { destinationOf, timeOf } from './text.ts';

/** What is new in `frame`, one line for each change. */
export function changes(before: Frame | undefined, frame: Frame): string[] {
  const time = timeOf(frame.now);
  const rows = frame.rows.filter((row, index) => stateOf(before?.rows[index]) !== stateOf(row));
  return [
    ...added(before?.beats, frame.beats).map((text) => `${time}  ${text}`),
    ...rows.map((row) => `${time}  ${row.image} to ${destinationOf(row)}: ${stateOf(row)}`),
    ...added(before?.messages, frame.messages).map((text) => `${time}  message: ${text}`),
  ];
}

function added(before: readonly Line[] = [], after: readonly Line[]): string[] {
  return after.slice(before.length).map(({ text }) => text);
}

/** The part of a row that does not change from minute to minute. */
function stateOf(row: Row | undefined): string {
  return row ? [row.word, row.note].filter(Boolean).join(' ') : '';
}
