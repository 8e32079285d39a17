import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageStack } from '../../stack/package.ts';
import { type Clock, createClock } from '../clock.ts';
import { type CloudTrailEvent, type Simulator, startSimulator, type World } from '../index.ts';
import { readTemplate } from '../stack/template.ts';
import { type Received, startSubscriber } from '../subscriber.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { deploy, type Stack } from './stack.ts';
import { HOME, type Story } from './story.ts';

/** The packaged stack in a small AWS on loopback, on one simulated clock. */
export interface Cloud {
  readonly clock: Clock;
  readonly world: World;
  readonly lambda: Lambda;
  /** Calls that AppStream and EventBridge have received. */
  readonly calls: Simulator['calls'];
  /** The state of the rule that ticks. */
  watch(): string;
  /** All that the topic's subscriber has received, in order. */
  inbox(): Received[];
  /** Runs the function for what is due at a minute: the tick, the sweep, and the events since the last time. */
  runDue(minute: number): Promise<void>;
}

/** Hears of what is to be undone in the end, the last first. */
export type Defer = (end: () => Promise<void>) => void;

/** Packages the stack and deploys it. @throws when the framework or a port refuses. */
export async function startCloud(story: Story, defer: Defer): Promise<Cloud> {
  const { folder, bundlePath, templatePath } = await packageStack();
  defer(() => rm(folder, { recursive: true }));
  const subscriber = await startSubscriber();
  defer(() => subscriber.close());
  const stack = deploy(await readTemplate(templatePath), subscriber.topicArn);
  const clock = createClock(story.begins);
  const simulator = await startAppStream(story, stack, clock);
  defer(() => simulator.close());
  const { world, calls } = simulator;
  story.prepare(world);
  world.createRule(stack.watch.name);

  const { function: settings } = stack;
  const lambda = startLambda(
    { ...settings, bundlePath },
    {
      ...settings.environment,
      AWS_REGION: HOME,
      AWS_LAMBDA_FUNCTION_NAME: settings.name,
      AWS_ACCESS_KEY_ID: 'function',
      AWS_SECRET_ACCESS_KEY: 'function',
      AWS_ENDPOINT_URL_APPSTREAM: simulator.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: simulator.url,
      AWS_ENDPOINT_URL_SNS: subscriber.url,
      // Files that do not exist: nothing that the user has set up for AWS is to have a say here.
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    },
  );
  defer(() => lambda.close());

  const events: CloudTrailEvent[] = [];
  simulator.onEvent((event) => {
    if (event.region === HOME && stack.wakes(event)) events.push(event);
  });
  const watch = () => world.rule(stack.watch.name).state;
  return {
    clock,
    world,
    lambda,
    calls,
    watch,
    inbox: () => subscriber.received(),
    async runDue(minute) {
      const due: unknown[] = events.splice(0);
      if (watch() === 'ENABLED' && minute % stack.watch.everyMinutes === 0)
        due.push(stack.watch.event);
      if (minute % stack.sweep.everyMinutes === 0) due.push(stack.sweep.event);
      for (const event of due) await lambda.invoke(event, clock.now());
    },
  };
}

function startAppStream(story: Story, stack: Stack, clock: Clock): Promise<Simulator> {
  const begun = new Map<string, number>();
  return startSimulator({
    now: clock.now,
    callerArn: () => `${stack.function.roleArn.replace(':role/', ':assumed-role/')}/demo`,
    copyMinutes: ({ destinationRegion }) => story.copyMinutes[destinationRegion] ?? 30,
    copyOutcome({ source, destinationRegion }) {
      const copy = `${source.name} ${destinationRegion}`;
      const before = begun.get(copy) ?? 0;
      begun.set(copy, before + 1);
      const failure = story.failures.find(({ image, region }) => `${image} ${region}` === copy);
      if (before >= (failure?.times ?? 0)) return undefined;
      return { fails: { code: 'INTERNAL_SERVICE_ERROR', message: 'An internal error occurred.' } };
    },
  });
}
