import { setTimeout } from 'node:timers/promises';
import type { Io } from './io.ts';
import { main } from './main.ts';

/** Runs the command that the process was started with. */
export async function runProcess(): Promise<void> {
  const io: Io = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    now: () => new Date(),
    wait,
  };
  process.exitCode = await main(process.argv.slice(2), io);
}

/** Ctrl-C ends the waiting, and so the command in good order; at any other time it ends the process. */
async function wait(seconds: number): Promise<boolean> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    await setTimeout(seconds * 1000, undefined, { signal: stop.signal });
    return true;
  } catch {
    return false;
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
}
