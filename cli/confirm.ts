/* A question that the user answers with yes or no. */

import { createInterface } from 'node:readline/promises';

/** Asks for a yes. Ctrl-C, the end of the input and a stop of the command are a no. */
export async function confirm(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  stop: AbortSignal,
): Promise<boolean> {
  const asking = createInterface({ input, output, signal: stop });
  const ended = new AbortController();
  asking.once('close', () => ended.abort());
  try {
    const answer = await asking.question(`${question} [y/N] `, { signal: ended.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    asking.close();
  }
}
