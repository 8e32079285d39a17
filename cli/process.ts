/* The process of the command line: its streams, its signals, its exit code. */

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { Io } from './io.ts';
import { main } from './main.ts';

/** Runs the command that the process was started with. */
export async function runProcess(): Promise<void> {
  const io: Io = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    // Beside this folder, which is `cli` in a checkout.
    release: join(import.meta.dirname, '../release'),
    now: () => new Date(),
    wait,
    ...(process.stdin.isTTY && { confirm }),
  };
  process.exitCode = await main(process.argv.slice(2), io);
}

/** Anything but yes is no, Ctrl-C and Ctrl-D too. */
function confirm(question: string): Promise<boolean> {
  const line = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    line.once('close', () => resolve(false));
    line.question(`${question} [y/N] `, (answer) => {
      resolve(/^y(es)?$/i.test(answer.trim()));
      line.close();
    });
  });
}

let stop: AbortController | undefined;

/** From the first wait on, Ctrl-C ends the command in good order, and a second one at once. */
async function wait(seconds: number): Promise<boolean> {
  stop ??= stopOnSignal();
  try {
    await setTimeout(seconds * 1000, undefined, { signal: stop.signal });
    return true;
  } catch {
    return false;
  }
}

function stopOnSignal(): AbortController {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort());
  }
  return controller;
}
