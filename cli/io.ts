/* Streams, environment and time, as commands get them from the process or from a test. */

import { styleText } from 'node:util';

/** Where a command writes: the standard streams, or a test's own. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  hasColors?(env?: object): boolean;
}

/** A signal that ends a command in good order. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/** What a command has of the world, apart from AWS. */
export interface Io {
  readonly stdout: Output & NodeJS.WritableStream;
  readonly stderr: Output;
  /** The AWS SDK reads the process's own environment, which this is but in tests. */
  readonly env: Record<string, string | undefined>;
  /** Folder of the release that `deploy` deploys. */
  readonly release: string;
  now(): Date;
  /** Waits. @returns false when the user wants to stop */
  wait(seconds: number): Promise<boolean>;
  /** The signal that ended a wait. */
  stoppedBy?(): StopSignal | undefined;
  /** Waits, also once the user wants to stop: for what must be put in order first. */
  sleep(seconds: number): Promise<void>;
  /** Asks for a yes. Absent where nobody can be asked: the standard input is no terminal. */
  readonly confirm?: (question: string) => Promise<boolean>;
}

/** The styles that the commands use. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Columns of an output that is no terminal. */
const PLAIN_COLUMNS = 80;

/** True for a terminal that has colours. Node's own judgement respects `NO_COLOR` and `FORCE_COLOR`. */
export function hasColours(output: Output, env: Io['env']): boolean {
  return output.isTTY === true && output.hasColors?.(env) === true;
}

/** A painter that only colours where there are colours. */
export function paintOf(output: Output, env: Io['env']): Paint {
  const coloured = hasColours(output, env);
  return (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text);
}

/** How many characters a line of the output holds. */
export function columnsOf(output: Output): number {
  // A terminal without a size says 0.
  return output.columns || PLAIN_COLUMNS;
}

/** Writes lines of text. */
export function print(output: Output, ...lines: readonly string[]): void {
  output.write(`${lines.join('\n')}\n`);
}

/** Writes a value as JSON, the form that `--json` asks for. */
export function printJson(output: Output, value: unknown): void {
  print(output, JSON.stringify(value, null, 2));
}
