import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describeMachine, type Machine } from './machine.ts';
import { draw } from './plot.ts';
import type { Section } from './section.ts';

/** All that a measuring found out. */
export interface Results extends Machine {
  /** ISO 8601. */
  readonly date: string;
  readonly quick: boolean;
  readonly sections: readonly Section[];
}

const PROJECT = new URL('../', import.meta.url);

export async function resultsOf(sections: readonly Section[], quick: boolean): Promise<Results> {
  const date = new Date().toISOString();
  return { date, quick, ...(await describeMachine()), sections };
}

/** Writes the results to bench/, and after a full measuring the plots and tables of docs/performance.md. */
export async function keep(results: Results): Promise<void> {
  const file = results.quick ? 'bench/results.quick.json' : 'bench/results.json';
  await writeFile(new URL(file, PROJECT), `${JSON.stringify(results, null, 2)}\n`);
  if (results.quick) return;
  const plots = new URL('docs/performance/', PROJECT);
  await mkdir(plots, { recursive: true });
  for (const plot of results.sections.flatMap((section) => section.plots)) {
    await writeFile(new URL(`${plot.name}.svg`, plots), draw(plot));
  }
  await promisify(execFile)(process.execPath, ['scripts/docs.ts'], { cwd: PROJECT });
}
