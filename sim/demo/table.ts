import Table from 'cli-table3';
import wrapAnsi from 'wrap-ansi';
import type { Frame, Row } from './frame.ts';
import { destinationOf, duration, type Paint, timeOf } from './text.ts';

/** Columns that the table needs. */
export const TABLE_WIDTH = 78;

const COLOURS = { WAITING: 'yellow', COPYING: 'cyan', AVAILABLE: 'green', FAILED: 'red' } as const;
const NO_LINES = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** All of a frame, as text of at most `TABLE_WIDTH` columns. What grows is at its end. */
export function table(frame: Frame, paint: Paint): string {
  const { now, minute, watching, runs, rows, beats, messages } = frame;
  const time = paint('bold', `Simulated time ${timeOf(now)}`);
  const lately = messages.slice(-rows.length);
  const inbox = rows.map((_, index) => lately[index]);
  const latest = beats.at(-1);
  return [
    `${time}  (${duration(minute)})   watch ${watching ? 'on: a run each minute' : 'off'}   ${runs} runs`,
    '',
    ...body(rows, paint),
    '',
    paint('bold', 'What the subscriber of the topic has received'),
    ...inbox.map((message) => (message ? `${timeOf(message.at)}  ${message.text}` : '')),
    '',
    paint('dim', latest ? wrapAnsi(`${timeOf(latest.at)}  ${latest.text}`, TABLE_WIDTH) : ''),
  ].join('\n');
}

function body(rows: readonly Row[], paint: Paint): string[] {
  const grid = new Table({
    head: ['Image', 'Destination', 'State'].map((text) => paint('bold', text)),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  grid.push(
    ...rows.map((row, index) => [
      row.image === rows[index - 1]?.image ? '' : row.image,
      destinationOf(row),
      stateOf(row, paint),
    ]),
  );
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function stateOf({ word, note, minutes }: Row, paint: Paint): string {
  const since = minutes === undefined ? '' : `${minutes} min`;
  const details = [note, since].filter(Boolean).join(', ');
  return word
    ? `${paint(COLOURS[word], word.padEnd(9))} ${details}`
    : paint('dim', details || 'no image yet');
}
