import type { Property } from './property.ts';

/** Far more calls than any run of these histories needs. */
const MAX_CALLS = 500;

export const errors: Property = {
  name: 'every run ends, with a summary or with what AWS answered',
  violations: ({ account }) =>
    account.ledger.runs.flatMap(({ number, ending, error, calls }) => [
      ...(ending === 'working' ? [`run ${number} goes on`] : []),
      ...(ending === 'failed' && !isOfAws(error) ? [`run ${number}: ${error}`] : []),
      ...(calls > MAX_CALLS ? [`run ${number} made ${calls} calls`] : []),
    ]),
};

/** AWS's errors have metadata, the network's a code. A text stands for a fault that was reduced to one. */
function isOfAws(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isOfAws);
  if (!(error instanceof Error)) return typeof error === 'string';
  // What the product says of an error of AWS is a plain error with that as its cause.
  const isOwn = error.constructor === Error && isOfAws(error.cause);
  return '$metadata' in error || 'code' in error || isOwn;
}

/** What the language itself throws. */
const BUILT_IN = ['Error', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError'];

export const noFailureUnread: Property = {
  name: 'no FAILED rests on an answer that could not be read',
  violations: ({ account }) =>
    account.ledger.publications
      .filter(({ message }) => message.outcome === 'FAILED')
      .filter(({ message }) => BUILT_IN.includes(message.reason?.code ?? ''))
      .map(
        ({ run, message: { reason } }) => `run ${run.number}: ${reason?.code} ${reason?.message}`,
      ),
};
