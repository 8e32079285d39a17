import { readFile } from 'node:fs/promises';
import { goalsOf, picturesOf, tablesOf } from '../../bench/report.ts';
import type { Results } from '../../bench/results.ts';
import { SECTION_NAMES } from '../../bench/sections.ts';
import { table } from '../../bench/table.ts';

/** The parts of the page about performance, as the last full `npm run bench` measured them. */
export const PERFORMANCE_PARTS: Readonly<Record<string, () => Promise<string>>> = {
  goals: async () => goalsOf((await results()).sections),
  machine: async () => machine(await results()),
  ...Object.fromEntries(
    SECTION_NAMES.map((name, at) => [
      name,
      async () => {
        const section = (await results()).sections[at];
        if (!section) throw new Error(`the results have no section ${name}`);
        return [tablesOf(section), picturesOf(section, 'performance')].filter(Boolean).join('\n\n');
      },
    ]),
  ),
};

async function results(): Promise<Results> {
  return JSON.parse(await readFile('bench/results.json', 'utf8'));
}

function machine({ date, class: machineClass, versions }: Results): string {
  return table(
    ['', ''],
    [['date', date.slice(0, 10)], ['machine', machineClass], ...Object.entries(versions)],
  );
}
