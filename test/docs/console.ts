import { PassThrough } from 'node:stream';
import { main } from '../../cli/main.ts';
import { type Clock, createClock } from '../../sim/clock.ts';
import { HOME } from '../../sim/harness/account.ts';
import { startSimulator } from '../../sim/index.ts';
import { seed } from '../../sim/seed.ts';
import { type Subscriber, startSubscriber } from '../../sim/subscriber.ts';
import { runAws, shellWords } from '../support/aws.ts';
import { inspect } from './inspect.ts';

/** Minutes that pass in the simulator while a command waits. */
const WAIT = 5;

/** A terminal in the project's folder, set to the source region, with what `npm run sim` serves and a local SNS. */
export interface Console {
  /** Runs a command. @returns its exit code. @throws what says that it cannot be run, or failed */
  run(command: string): Promise<number>;
  close(): Promise<void>;
}

export async function openConsole(): Promise<Console> {
  const clock = createClock();
  const sim = await startSimulator({ now: clock.now });
  const topic = await startSubscriber();
  seed(sim.world, clock.now());
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: sim.url,
    AWS_ENDPOINT_URL_SNS: topic.url,
    AWS_REGION: HOME,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
  });
  const values = await valuesOf(topic);
  return {
    async run(command) {
      const words = shellWords(command, values).map((word) => values[word] ?? word);
      const [program, ...rest] = words;
      if (program === 'export') setVariables(rest);
      else if (program === 'aws') await runAws(words);
      else if (program === 'npx' && rest[0] === 'appstream-image-replicator')
        return replicator(rest.slice(1), clock);
      else inspect(words);
      return 0;
    },
    async close() {
      await Promise.all([sim.close(), topic.close()]);
    },
  };
}

/** What the names in capitals stand for that pages use for parts of a deployed stack. */
async function valuesOf({ topicArn }: Subscriber): Promise<Record<string, string>> {
  const list = `aws sns list-subscriptions-by-topic --region ${HOME} --topic-arn ${topicArn}`;
  const answer = JSON.stringify(await runAws(shellWords(list)));
  const first = (pattern: RegExp) => pattern.exec(answer)?.[1] ?? '';
  return {
    TOPIC_ARN: topicArn,
    SUBSCRIPTION_ARN: first(/"SubscriptionArn":"(.*?)"/),
    // Another queue than the one that is subscribed already.
    QUEUE_ARN: `${first(/"Endpoint":"(.*?)"/)}-2`,
  };
}

/** Endpoints stay those of the stage; the pages name the port of `npm run sim`. */
function setVariables(assignments: readonly string[]): void {
  for (const [name = '', value] of assignments.map((each) => each.split('='))) {
    if (!name.startsWith('AWS_')) throw new Error(`nothing here reads the variable ${name}`);
    if (!name.startsWith('AWS_ENDPOINT_URL')) process.env[name] = value;
  }
}

function replicator(argv: readonly string[], clock: Clock): Promise<number> {
  return main(argv, {
    stdout: new PassThrough().resume(),
    stderr: new PassThrough().resume(),
    env: process.env,
    release: 'release',
    now: clock.now,
    async wait() {
      clock.advance(WAIT);
      return true;
    },
    sleep: async () => clock.advance(WAIT),
  });
}
