import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run demo [-- options]

Plays a morning of replication in this terminal: the packaged Lambda function
against a simulated AppStream and EventBridge and an embedded SNS and SQS. It
needs no AWS account, and time is simulated. Exits with 0 when everything ended
as it should, otherwise with 1 and the differences.

  --fast       do not slow down for the audience, as when the output is piped
  --log FILE   write the log of the function to FILE
  --help       print this text
`;

export interface Flags {
  readonly fast: boolean;
  readonly log: string | undefined;
  readonly help: boolean;
}

/** @throws Error that says which argument is wrong */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fast: { type: 'boolean', default: false },
      log: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return { fast: values.fast, log: values.log, help: values.help };
}
