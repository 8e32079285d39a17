/* `npm run bench`: measures, compares with the goals, and fails when one is missed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';
import { Argument, Command } from 'commander';
import project from '../package.json' with { type: 'json' };
import { report, verdict } from './report.ts';
import type { Plan, Section } from './section.ts';

/** What each section runs, loaded when it is measured. */
const SECTIONS: Readonly<Record<string, () => Promise<(plan: Plan) => Promise<Section>>>> = {
  calls: async () => (await import('./calls/section.ts')).calls,
  makespan: async () => (await import('./makespan/section.ts')).makespan,
  scale: async () => (await import('./scale/section.ts')).scale,
  'cold-start': async () => (await import('./cold-start/section.ts')).coldStart,
};

const EXIT = { missed: 1, usage: 2 };

/** Where the results of the last full run are, from the project's folder. */
const RESULTS = '.bench/results.json';

const HELP = `
Sections:
  calls       calls to AWS for a replica, a tick and an idle day; what AWS bills for
  makespan    simulated time until many images are in many regions
  scale       one run over thousands of images: time and memory
  cold-start  start of a fresh process with the function's bundle

A full run takes some ten minutes and also writes its results to ${RESULTS}.
With --quick it takes less than a minute.

Exit codes: 0 every goal is met, 1 a goal is missed, 2 wrong usage.`;

interface Options {
  readonly quick?: boolean;
  readonly json?: boolean;
}

async function run(names: readonly string[], { quick = false, json }: Options): Promise<void> {
  const sections: Section[] = [];
  for (const [name, load] of Object.entries(SECTIONS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const measure = await load();
    sections.push(await measure({ quick, say }));
  }
  say('done');
  const results = JSON.stringify({ ...machine(), quick, sections }, null, 2);
  if (!quick && names.length === 0) await keep(results);
  console.log(json ? results : [...sections.map(report), verdict(sections)].join('\n\n'));
  const isMet = sections.every(({ goals }) => goals.every((goal) => goal.isMet));
  process.exitCode = isMet ? 0 : EXIT.missed;
}

function say(line: string): void {
  const seconds = (performance.now() / 1000).toFixed(0).padStart(4);
  console.error(`${seconds} s  ${line}`);
}

/** What was measured, with what and when. Names no host, no user and no path. */
function machine() {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const processor = cpus()[0]?.model.trim() ?? 'unknown';
  return {
    date: new Date().toISOString(),
    version: project.version,
    node: process.versions.node,
    machine: `${cpus().length} × ${arch()} (${processor}), ${gigabytes} GB, ${platform()}`,
  };
}

async function keep(results: string): Promise<void> {
  const file = new URL(`../${RESULTS}`, import.meta.url);
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, `${results}\n`);
}

await new Command('npm run bench --')
  .description('Measures what the replicator takes, against goals, without AWS or a network.')
  .addArgument(
    new Argument('[section...]', 'what to measure (default: all of it)').choices(
      Object.keys(SECTIONS),
    ),
  )
  .option('--quick', 'fewer and smaller cases')
  .option('--json', 'print the results as JSON')
  .addHelpText('after', HELP)
  .showHelpAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode && EXIT.usage))
  .action(run)
  .parseAsync();
