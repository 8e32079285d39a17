import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Assignment, Probed } from './probe.ts';

/** Memory of the function, as the stack configures it. */
export const MEMORY_MEGABYTES = 512;
/** What a function of that memory can give to old objects; the rest is code, stacks and buffers. */
const HEAP = `--max-old-space-size=${Math.floor(MEMORY_MEGABYTES * 0.75)}`;

/** What a fresh process found out, and how much it printed meanwhile. */
export interface Ran extends Probed {
  readonly printedBytes: number;
}

/**
 * Runs a handler in a fresh process with nothing but an environment.
 * @param probePath the probe as JavaScript, so that the process needs not translate it
 * @throws with what the process printed when it fails
 */
export async function runFresh(
  probePath: string,
  assignment: Assignment,
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [HEAP, probePath, JSON.stringify(assignment)],
    { env: { ...environment }, maxBuffer: 2 ** 30 },
  );
  const printed = stdout.trimEnd().split('\n');
  const probed: Probed = JSON.parse(printed.pop() ?? '');
  return { ...probed, printedBytes: Buffer.byteLength(printed.join('\n')) };
}
