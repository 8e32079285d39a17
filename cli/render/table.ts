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
 * A table without lines. Cells may have several lines; text that is wider than its column is wrapped between words.
 * @param widths characters of each column
 */
export function table(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const drawn = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [...widths],
    wordWrap: true,
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A text without spaces in lines of `width` characters: a name that is too long for its column. */
export function fold(text: string, width: number): string {
  return text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
}

/** How wide a column must be to hold every one of these texts. */
export function widthOf(texts: readonly string[], most: number): number {
  return Math.min(most, Math.max(1, ...texts.map((text) => text.length)));
}
