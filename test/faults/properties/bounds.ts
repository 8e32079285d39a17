import type { Property } from './property.ts';

/** Characters that a message and a line of the log may have at most. Both are about one image and one region. */
const MAX_MESSAGE = 10_000;
const MAX_LINE = 10_000;

export const bounded: Property = {
  name: 'every message keeps its schema and the rules of SNS, and no message and no line of the log is long',
  violations: ({ account: { ledger } }) => [
    ...ledger.malformed,
    ...ledger.publications
      .filter(({ message }) => JSON.stringify(message).length > MAX_MESSAGE)
      .map(({ run }) => `run ${run.number} published a long message`),
    ...ledger.runs
      .filter(({ longestLine }) => longestLine > MAX_LINE)
      .map(({ number, longestLine }) => `run ${number} logged a line of ${longestLine} characters`),
  ],
};
