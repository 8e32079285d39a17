/* The results as text: Markdown that reads well in a terminal and can be put into a page. */
import { markdownTable } from 'markdown-table';
import type { Cell, Goal, Section, Table } from './section.ts';

/** A section with its goals and its tables. */
export function report({ title, goals, tables }: Section): string {
  return [`## ${title}`, goalsOf(goals), ...tables.map(captioned)].join('\n\n');
}

/** How many of the goals are met, and which are not. */
export function verdict(sections: readonly Section[]): string {
  const goals = sections.flatMap((section) => section.goals);
  const missed = goals.filter(({ isMet }) => !isMet);
  const count = `${goals.length - missed.length} of ${goals.length} goals are met.`;
  return [count, ...missed.map(({ what }) => `Missed: ${what}.`)].join('\n');
}

function goalsOf(goals: readonly Goal[]): string {
  const rows = goals.map(({ what, limit, measured, isMet }) => [
    ...[what, limit, measured, isMet ? 'pass' : '**fail**'],
  ]);
  return draw(['goal', 'at most', 'measured', ''], rows);
}

function captioned({ caption, columns, rows }: Table): string {
  return `${caption}:\n\n${draw(columns, rows)}`;
}

function draw(columns: readonly string[], rows: Table['rows']): string {
  const align = columns.map((_, at) => (typeof rows[0]?.[at] === 'number' ? 'r' : null));
  return markdownTable([[...columns], ...rows.map((row) => row.map(text))], { align });
}

function text(cell: Cell): string {
  return typeof cell === 'number'
    ? cell.toLocaleString('en-US', { maximumSignificantDigits: 6 })
    : cell;
}
