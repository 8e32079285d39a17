/* Ends a run in which steps failed. */

import type { Log } from '../context.ts';
import { oneLine } from '../core/text.ts';

/**
 * Logs each failed step: Lambda prints nothing of an `AggregateError` but its message.
 * @throws AggregateError with all of them, unless there is none
 */
export function throwFailed(errors: readonly unknown[], log: Log): void {
  if (errors.length === 0) return;
  for (const error of errors) log.error('step failed', { reason: oneLine(String(error)) });
  const message = `${errors.length} of the run's steps failed; the first: ${errors[0]}`;
  throw new AggregateError(errors, message);
}
