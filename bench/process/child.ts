/* Starts a Node process with the memory limits of Lambda's runtime. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Assignment, Probed } from './probe.ts';

/** Memory of the function, as the stack configures it. */
export const MEMORY_MEGABYTES = 512;
/** How Lambda's images of Node start it (`/var/runtime/bootstrap`): shares of the function's memory, rounded down. */
const HEAP = [
  `--max-semi-space-size=${Math.floor(MEMORY_MEGABYTES * 0.05)}`,
  `--max-old-space-size=${Math.floor(MEMORY_MEGABYTES * 0.9)}`,
];

/**
 * Runs a handler in a fresh process with nothing but an environment.
 * @param probePath the probe as JavaScript, so that the process needs not translate it
 * @throws with what the process printed when it fails
 */
export async function runFresh(
  probePath: string,
  assignment: Assignment,
  environment: Readonly<Record<string, string>>,
): Promise<Probed> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...HEAP, probePath, JSON.stringify(assignment)],
    { env: { ...environment }, maxBuffer: 2 ** 30 },
  );
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}
