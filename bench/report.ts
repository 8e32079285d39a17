import { table } from '../scripts/docs/table.ts';
import type { Cell, Goal, Plot, Section } from './section.ts';

/** Sections as Markdown: goals, tables, and the plots by the names of their files. */
export function report(sections: readonly Section[], plotFolder: string): string {
  return sections.map((section) => reportOne(section, plotFolder)).join('\n\n');
}

/** All goals in one table. */
export function goalsOf(sections: readonly Section[]): string {
  const rows = sections.flatMap(({ goals }) => goals.map(row));
  return table(['goal', 'at most', 'measured', 'met'], rows);
}

/** True when what was measured is not above the limit. */
export function isMet({ measured, limit }: Goal): boolean {
  return measured <= limit;
}

function reportOne({ title, tables, plots }: Section, plotFolder: string): string {
  return [
    `### ${title}`,
    ...tables.flatMap(({ caption, columns, rows }) => [
      `${caption}:`,
      table(
        columns,
        rows.map((cells) => cells.map(text)),
      ),
    ]),
    ...plots.map((plot) => picture(plot, plotFolder)),
  ].join('\n\n');
}

function row(goal: Goal): string[] {
  const { what, limit, measured, note } = goal;
  const met = isMet(goal) ? 'yes' : ['no', note].filter(Boolean).join(': ');
  return [what, text(limit), text(measured), met];
}

function text(cell: Cell): string {
  return typeof cell === 'number'
    ? cell.toLocaleString('en-US', { maximumSignificantDigits: 6 })
    : cell;
}

function picture({ name, title }: Plot, plotFolder: string): string {
  return `![${title}](${plotFolder}/${name}.svg)`;
}
