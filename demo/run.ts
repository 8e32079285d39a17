/* The demo as a command: arguments in, output to the standard streams, exit code out. */

import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import { EXIT } from '../cli/exit.ts';
import type { Io } from '../cli/io.ts';
import { packageStack } from '../stack/package.ts';
import type { Options } from './demo.ts';
import type { Story } from './story.ts';

/** What a shell says of a program that was ended by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Plays a story. Ends the process where the arguments are wrong or ask for help.
 * @param package_ packages the stack, in a folder of its own
 * @returns the exit code
 */
export async function run(
  story: Story,
  args: readonly string[],
  package_ = packageStack,
): Promise<number> {
  const program = new Command('npm run demo --')
    .description(
      `Plays a morning of replication in this terminal: the packaged Lambda functions against a simulated AppStream and \
EventBridge and a local SNS and SQS. It needs no AWS account, and time is simulated.`,
    )
    .option('--fast', 'do not slow down to be read, as when the output is piped')
    .option('--log <file>', 'write the logs of the functions to a file')
    .showHelpAfterError('(npm run demo -- --help lists the options)')
    .addHelpText(
      'after',
      `
Exit codes:
  0  PASSED: everything ended as it should
  1  wrong arguments, or the demo could not be played
  3  FAILED: something ended differently; the last lines say what`,
    )
    .parse(args, { from: 'user' });
  const stop = new AbortController();
  // Listening on: log-update ends the process on a signal that nobody else listens for.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  // Nobody reads on, as in `npm run demo | head`.
  process.stdout.on('error', () => stop.abort());
  try {
    const { demo } = await import('./demo.ts');
    const options = program.opts<Options>();
    const isRight = await demo(story, options, ioOf(stop.signal), package_);
    return isRight ? EXIT.ok : EXIT.failed;
  } catch (error) {
    if (stop.signal.aborted) return INTERRUPTED;
    process.stderr.write(`\nThe demo failed. ${error instanceof Error ? error.stack : error}\n`);
    return EXIT.error;
  }
}

/** The process's own streams and clock. */
function ioOf(signal: AbortSignal): Io {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    release: 'release',
    now: () => new Date(),
    wait: (seconds) => setTimeout(seconds * 1000, true, { signal }).catch(() => false),
    sleep: (seconds) => setTimeout(seconds * 1000),
  };
}
