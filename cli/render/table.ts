/* Lays out text in columns that fit the terminal. */

import Table from 'cli-table3';
import { wrap } from './words.ts';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Characters between two columns. */
export const GAP = 2;

/**
 * A table without lines. Cells may have several lines; text that is wider than its column is wrapped.
 * @param widths characters of each column
 */
export function table(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const drawn = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [...widths],
  });
  drawn.push(...rows.map((row) => row.map((cell, column) => wrap(cell, widths[column] ?? 1))));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** How wide a column must be to hold every one of these texts. */
export function widthOf(texts: readonly string[], most: number): number {
  return Math.min(most, Math.max(1, ...texts.map((text) => text.length)));
}
