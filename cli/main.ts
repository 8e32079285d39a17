/* From arguments to an exit code: runs one command, and prints its error. */

import { CommanderError } from 'commander';
import { explain } from './errors.ts';
import { EXIT, type Exit } from './exit.ts';
import { type Io, paintOf, print } from './io.ts';
import { createProgram } from './program.ts';

/**
 * Runs one command.
 * @param argv without the names of Node and the program
 * @returns the exit code; never throws
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exit: Exit = EXIT.ok;
  const program = createProgram(io, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    // Commander has said what is wrong with the arguments, or shown the help.
    if (error instanceof CommanderError) return error.exitCode;
    print(io.stderr, `${paintOf(io.stderr, io.env)('red', 'error:')} ${explain(error)}`);
    if (argv.includes('--debug') && error instanceof Error) print(io.stderr, error.stack ?? '');
    return EXIT.error;
  }
}
