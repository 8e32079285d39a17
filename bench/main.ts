import { type Flags, readFlags, USAGE } from './flags.ts';
import { goalsOf, report } from './report.ts';
import { keep, resultsOf } from './results.ts';
import { measure, SECTION_NAMES } from './sections.ts';

async function run({ quick, only, json }: Flags): Promise<void> {
  const started = performance.now();
  const say = (line: string) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`${seconds} s  ${line}\n`);
  };
  const sections = await measure(only ?? SECTION_NAMES, { quick, say });
  const results = await resultsOf(sections, quick);
  if (!only) await keep(results);
  const text = json
    ? JSON.stringify(results, null, 2)
    : `${report(sections)}\n\n${goalsOf(sections)}`;
  process.stdout.write(`${text}\n`);
  say('done');
}

async function main(args: readonly string[]): Promise<void> {
  let flags: Flags;
  try {
    flags = readFlags(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (flags.help) process.stdout.write(USAGE);
  else await run(flags);
}

await main(process.argv.slice(2));
