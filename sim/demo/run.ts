import { demo } from './demo.ts';
import { type Flags, readFlags, USAGE } from './flags.ts';
import type { Story } from './story.ts';

/** Plays a story as a command: arguments in, output to the standard streams, exit code out. */
export async function run(story: Story, args: readonly string[]): Promise<number> {
  let flags: Flags;
  try {
    flags = readFlags(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  if (flags.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const interrupt = new AbortController();
  // Listening on: log-update ends the process on a signal that nobody else listens for.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
  // Nobody reads on, as in `npm run demo | head`.
  process.stdout.on('error', () => interrupt.abort());
  try {
    return (await demo(story, flags, process.stdout, interrupt.signal)) ? 0 : 1;
  } catch (error) {
    if (interrupt.signal.aborted) return 130;
    process.stderr.write(`\nThe demo failed. ${error instanceof Error ? error.stack : error}\n`);
    return 1;
  }
}
