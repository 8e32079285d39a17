/* The process of the command line: its streams, its signals, its exit code. */

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { confirm } from './confirm.ts';
import { EXIT } from './exit.ts';
import type { Io, StopSignal } from './io.ts';
import { main } from './main.ts';

const SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];

/** Runs the command that the process was started with. */
export async function runProcess(): Promise<void> {
  const stop = new AbortController();
  const io: Io = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    // Beside this folder, which is `cli` in a checkout.
    release: join(import.meta.dirname, '../release'),
    now: () => new Date(),
    wait: (seconds) => wait(seconds, stop),
    stoppedBy: () => SIGNALS.find((signal) => signal === stop.signal.reason),
    sleep: (seconds) => setTimeout(seconds * 1000),
    ...(process.stdin.isTTY && {
      confirm: (question) => confirm(question, process.stdin, process.stderr, stop.signal),
    }),
  };
  let unwritten: string | undefined;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      stop.abort();
      // Nobody reads on, as in `status | head -1`: what was begun is still done.
      if (error.code !== 'EPIPE') unwritten ??= error.message;
    });
  }
  process.exitCode = await main(process.argv.slice(2), io);
  // A stream says that it could not write after the call that wrote has returned.
  process.once('beforeExit', () => {
    if (unwritten === undefined) return;
    process.stderr.write(`error: the output cannot be written: ${unwritten}\n`);
    process.exitCode = EXIT.error;
    unwritten = undefined;
  });
}

let listens = false;

/** From the first wait on, Ctrl-C ends the command in good order, and a second one at once. */
async function wait(seconds: number, stop: AbortController): Promise<boolean> {
  if (!listens) stopOnSignal(stop);
  listens = true;
  try {
    await setTimeout(seconds * 1000, undefined, { signal: stop.signal });
    return true;
  } catch {
    return false;
  }
}

function stopOnSignal(stop: AbortController): void {
  for (const signal of SIGNALS) process.once(signal, () => stop.abort(signal));
}
