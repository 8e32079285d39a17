import type { Cell, Goal, Section } from './section.ts';
import { table } from './table.ts';

/** Sections as Markdown, with their titles. */
export function report(sections: readonly Section[]): string {
  return sections.map((section) => `### ${section.title}\n\n${tablesOf(section)}`).join('\n\n');
}

/** The tables of a section. */
export function tablesOf({ tables }: Section): string {
  return tables
    .flatMap(({ caption, columns, rows }) => [
      `${caption}:`,
      table(
        columns,
        rows.map((cells) => cells.map(text)),
      ),
    ])
    .join('\n\n');
}

/** The plots of a section, as pictures in a folder. */
export function picturesOf({ plots }: Section, folder: string): string {
  return plots.map(({ name, title }) => `![${title}](${folder}/${name}.svg)`).join('\n\n');
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
