/* The report of `conformance`: for the terminal, and in Markdown for an issue. */

import type { Paint, Style } from '../io.ts';
import { GAP, table, widthOf } from '../render/table.ts';
import { paragraph, plural } from '../render/words.ts';
import type { Conformance, Line } from '../schemas/conformance.ts';

const STYLES: Readonly<Record<Line['verdict'], Style>> = {
  same: 'green',
  different: 'red',
  unknown: 'yellow',
  measured: 'cyan',
};

/** Characters of the longest verdict. */
const VERDICT_WIDTH = 9;

/** The report for a terminal. */
export function draw({ lines }: Conformance, columns: number, paint: Paint): string {
  const width = widthOf(
    lines.map(({ fact }) => fact),
    30,
  );
  const widths = [VERDICT_WIDTH, width, Math.max(20, columns - VERDICT_WIDTH - width - 2 * GAP)];
  const drawn = lines.flatMap((line) => {
    const { verdict, fact, question, meaning } = line;
    const row = table([[paint(STYLES[verdict], verdict), fact, resultOf(line)]], widths);
    if (meaning === undefined) return [row];
    const explained = [`${question}: ${meaning}`];
    return [row, ...paragraph(explained, columns, VERDICT_WIDTH + GAP)];
  });
  return [...drawn, '', closing(lines)].join('\n');
}

/** The report in Markdown. */
export function toMarkdown(report: Conformance): string {
  const { release, at, region, destination, lines } = report;
  const to = destination === undefined ? '' : `, copies to ${destination}`;
  const head = ['fact', 'assumed', 'seen', 'result', 'what it means'];
  const rows = lines.map(({ fact, assumed, seen = '', verdict, meaning, why }) => [
    `\`${fact}\``,
    assumed,
    seen,
    verdict,
    meaning ?? why ?? '',
  ]);
  return [
    `\`conformance\` of AppStream Image Replicator ${release}, ${at}, ${region}${to}`,
    '',
    ...[head, head.map(() => '-'), ...rows].map(toRow),
    '',
    closing(lines),
  ].join('\n');
}

function resultOf({ verdict, assumed, seen = '', why = '' }: Line): string {
  switch (verdict) {
    case 'same':
    case 'measured':
      return seen;
    case 'different':
      return `${seen}; assumed is: ${assumed}`;
    case 'unknown':
      return why;
    default:
      return verdict satisfies never;
  }
}

function closing(lines: readonly Line[]): string {
  const count = (...verdicts: Line['verdict'][]) =>
    lines.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const answered = plural(count('same', 'different', 'measured'), 'answer');
  return `${answered}, ${count('different')} different from what is assumed; ${count('unknown')} unknown.`;
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
