import type { Received } from '../subscriber.ts';
import type { Story } from './story.ts';
import { duration, type Paint } from './text.ts';
import type { Verdict } from './verdict.ts';

/** What is said of each kind of facts when there is no difference. */
const CLAIMS: Readonly<Record<Verdict['kind'], (count: number) => string>> = {
  replicas: (count) =>
    `${count} replicas are AVAILABLE with their image's tags and lineage, no more`,
  statuses: (count) => `${count} status tags on the source images say how it ended`,
  messages: (count) => `${count} messages came, one for each destination, valid by their schema`,
  waits: (count) => `${count} replications waited: for the image, a copy slot, another attempt`,
  watch: () => 'the watch is off again',
};

/** What the audience is about to see. `pace` is in real milliseconds to a simulated minute, 0 for none. */
export function opening({ begins }: Story, pace: number, paint: Paint): string {
  const speed = pace > 0 ? `a minute passes in ${pace / 1000} s` : 'it passes as fast as it can';
  return `${paint('bold', 'AppStream Image Replicator: a demo that needs no AWS account')}

The Lambda function is the very bundle that would be deployed, and runs with the \
environment and the event rules of the packaged stack. AppStream and EventBridge \
are simulated; SNS and SQS are embedded (fauxqs). The states shown are the status \
tags that the function writes on the source images.

${paint('bold', 'Every time shown is simulated.')} It begins at ${begins.slice(0, 16).replace('T', ' ')} UTC, and ${speed}.
`;
}

/** The checks and their differences. */
export function checks(verdicts: readonly Verdict[], paint: Paint): string {
  const lines = verdicts.flatMap(({ kind, right, differences }) =>
    differences.length === 0
      ? [`${paint('green', 'ok')}     ${CLAIMS[kind](right)}`]
      : [
          `${paint('red', 'WRONG')}  ${kind}: ${right} as expected, ${differences.length} not`,
          ...differences.map((difference) => `  ${difference}`),
        ],
  );
  return [paint('bold', 'Checked against what should have happened'), ...lines, ''].join('\n');
}

/** A success as JSON, which queues and functions get, and a failure as text, which people get. */
export function samples(inbox: readonly Received[], paint: Paint): string {
  const success = inbox.find(({ message }) => message.outcome === 'SUCCEEDED');
  const failure = inbox.find(({ message }) => message.outcome === 'FAILED');
  const json = success && [
    paint('bold', `As a queue gets it: ${success.subject}`),
    JSON.stringify(success.message, undefined, 2),
    '',
  ];
  const mail = failure && [
    paint('bold', `As an e-mail reads: ${failure.subject}`),
    failure.email.trimEnd(),
    '',
  ];
  return [...(json ?? []), ...(mail ?? [])].join('\n');
}

/** What it took, in simulated minutes, invocations and calls to AppStream and EventBridge; last, whether all is right. */
export function closing(
  minutes: number,
  runs: number,
  calls: number,
  isRight: boolean,
  paint: Paint,
): string {
  return `In ${duration(minutes)} of simulated time the function ran ${runs} times and made ${calls} calls.

${isRight ? paint('green', 'PASSED') : paint('red', 'FAILED: see what is WRONG above')}`;
}
