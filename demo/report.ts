/* What the demo says before and after the story. */

import type { Paint } from '../cli/io.ts';
import type { Overview } from '../cli/overview/overview.ts';
import { plural } from '../cli/render/words.ts';
import type { Received } from '../sim/subscriber.ts';
import type { Cloud } from './cloud.ts';
import type { Story } from './story.ts';

/** What the audience is about to see. */
export function opening(isSlow: boolean, paint: Paint): string[] {
  const length = isSlow
    ? 'about a minute; npm run demo -- --fast takes 10 to 20 seconds'
    : '10 to 20 seconds';
  return [
    paint('bold', 'AppStream Image Replicator: a demo that needs no AWS account'),
    '',
    'The Lambda functions are the very bundles that would be deployed, and run with the environment, the event rules and the subscriptions of the packaged stack. AppStream and EventBridge are simulated; SNS and SQS are embedded (fauxqs).',
    '',
    `It takes ${length}. ${paint('bold', 'Every time shown is simulated.')}`,
    '',
  ];
}

/** A success as JSON, which queues and functions get, and a failure as text, which people get. */
export function samples(inbox: readonly Received[], paint: Paint): string[] {
  const success = inbox.find(({ message }) => message.outcome === 'SUCCEEDED');
  const failure = inbox.find(({ message }) => message.outcome === 'FAILED');
  const json = success && [
    paint('bold', `As a queue gets it: ${success.subject}`),
    JSON.stringify(success.message, undefined, 2),
    '',
  ];
  const email = failure && [
    paint('bold', `As an e-mail reads: ${failure.subject}`),
    failure.email.trimEnd(),
    '',
  ];
  return [...(json ?? []), ...(email ?? [])];
}

/** How a story ended. */
export interface End {
  readonly story: Story;
  readonly overview: Overview;
  readonly cloud: Pick<Cloud, 'runs' | 'calls'>;
  /** Of real time. */
  readonly seconds: number;
  /** What is not as it should be. */
  readonly wrong: readonly string[];
}

/** What it took, what to do next, and in the last line whether all is right. */
export function closing({ story, overview, cloud, seconds, wrong }: End, paint: Paint): string[] {
  const [from, to] = [story.begins, overview.at].map((at) => at.slice(11, 16));
  const took = `From ${from} to ${to} of simulated time, in ${seconds} seconds, the functions ran ${cloud.runs} times and made ${cloud.calls} calls to AppStream and EventBridge.`;
  if (wrong.length > 0) {
    return [
      paint('bold', 'Compared with what should have happened'),
      ...wrong.map((line) => `${paint('red', 'WRONG')}  ${line}`),
      '',
      took,
      'To see what the functions did: npm run demo -- --log demo.log',
      '',
      paint('red', 'FAILED: see what is WRONG above'),
    ];
  }
  const failures = story.endings.filter(({ fails }) => fails).length;
  const replicas = story.endings.length - failures;
  const moved = story.fleets.filter(({ state }) => state === 'FOLLOWING').length;
  return [
    `${took} As expected, ${plural(replicas, 'replica')} are AVAILABLE with their tags, ${failures} FAILED, ${plural(moved, 'fleet')} moved to the new image, and ${plural(story.retiring.length, 'old replica')} will be deleted. A message came for each, and the watch is off again.`,
    '',
    paint('bold', 'Next'),
    '  Try the command line in the simulator: docs/getting-started.md',
    '  Deploy it to your account: npx appstream-image-replicator deploy',
    '',
    paint('green', 'PASSED'),
  ];
}
