import Table from 'cli-table3';

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
 * @param anywhere whether words may be cut, for names that hold no space
 */
export function table(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  anywhere = false,
): string {
  const drawn = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [...widths],
    wordWrap: true,
    wrapOnWordBoundary: !anywhere,
  });
  drawn.push(...rows.map((row) => [...row]));
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
