/* Tables in Markdown that change only where their content does. */

import { markdownTable } from 'markdown-table';

/** A table in Markdown. Columns are not aligned: a longer cell shall not change every row. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable([[...head], ...rows.map((row) => [...row])], { alignDelimiters: false });
}
