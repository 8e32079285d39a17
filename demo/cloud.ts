/* The packaged stack in a small AWS on 127.0.0.1, on one simulated clock. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppStreamClient } from '@aws-sdk/client-appstream';
import { observe } from '../cli/overview/observe.ts';
import type { Overview } from '../cli/overview/overview.ts';
import { loadConfig } from '../lib/config.ts';
import type { Observer } from '../lib/context.ts';
import { type Clock, createClock } from '../sim/clock.ts';
import { type CloudTrailEvent, type Simulator, startSimulator, type World } from '../sim/index.ts';
import { readTemplate } from '../sim/stack/template.ts';
import { type Received, startSubscriber } from '../sim/subscriber.ts';
import { packageStack } from '../stack/package.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { deploy, type Stack } from './stack.ts';
import { HOME, type Story } from './story.ts';

export interface Cloud {
  readonly clock: Clock;
  readonly world: World;
  readonly lambda: Lambda;
  /** Calls that the function has made to AppStream and EventBridge. */
  readonly calls: number;
  /** Whether the watch is on: the rule that starts the function while something is in flight. */
  isWatching(): boolean;
  /** What `status` knows. */
  observe(): Promise<Overview>;
  /** All that the topic's subscriber has received, in order. */
  inbox(): Promise<Received[]>;
  /** Runs the function for what is due at a minute: the tick, the sweep, and the events since the last time. */
  runDue(minute: number): Promise<void>;
}

/** Hears of what is to be undone in the end, the last first. */
export type Defer = (end: () => Promise<void>) => void;

/** Packages the stack and deploys it. @throws when the framework or a port refuses. */
export async function startCloud(story: Story, defer: Defer): Promise<Cloud> {
  const { folder, bundlePath, templatePath } = await packageStack({
    ruleSets: story.ruleSets,
    shareAccounts: story.shareAccounts,
  });
  defer(() => rm(folder, { recursive: true }));
  const subscriber = await startSubscriber();
  defer(() => subscriber.close());
  const stack = deploy(await readTemplate(templatePath), subscriber.topicArn);
  const clock = createClock(story.begins);
  const simulator = await startAppStream(story, stack, clock);
  defer(() => simulator.close());
  const { world } = simulator;
  story.prepare(world);
  world.createRule(stack.watch.name);

  const environment = {
    ...stack.function.environment,
    AWS_REGION: HOME,
    AWS_LAMBDA_FUNCTION_NAME: stack.function.name,
    AWS_ACCESS_KEY_ID: 'function',
    AWS_SECRET_ACCESS_KEY: 'function',
    AWS_ENDPOINT_URL_APPSTREAM: simulator.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: simulator.url,
    AWS_ENDPOINT_URL_SNS: subscriber.url,
    // Files that do not exist: nothing that the user has set up for AWS is to have a say here.
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  const lambda = startLambda({ ...stack.function, bundlePath }, environment);
  defer(() => lambda.close());

  const events: CloudTrailEvent[] = [];
  simulator.onEvent((event) => {
    if (event.region === HOME && stack.wakes(event)) events.push(event);
  });
  const observer = observerOf(environment, simulator.url, clock);
  const isWatching = () => world.rule(stack.watch.name).state === 'ENABLED';
  let calls = 0;
  return {
    clock,
    world,
    lambda,
    get calls() {
      return calls;
    },
    isWatching,
    observe: () => observe([{ kind: 'all', trigger: 'manual' }], observer),
    inbox: () => subscriber.received(),
    async runDue(minute) {
      const before = simulator.calls.length;
      const due: unknown[] = events.splice(0);
      if (isWatching() && minute % stack.watch.everyMinutes === 0) due.push(stack.watch.event);
      if (minute % stack.sweep.everyMinutes === 0) due.push(stack.sweep.event);
      for (const event of due) await lambda.invoke(event, clock.now());
      calls += simulator.calls.length - before;
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

/** Observes as the command line does, configured as the function is. */
function observerOf(environment: Record<string, string>, endpoint: string, clock: Clock): Observer {
  const credentials = { accessKeyId: 'observer', secretAccessKey: 'observer' };
  const clients = new Map<string, AppStreamClient>();
  return {
    ...loadConfig(environment),
    account: undefined,
    appstream(region) {
      const client = clients.get(region) ?? new AppStreamClient({ region, endpoint, credentials });
      clients.set(region, client);
      return client;
    },
    now: clock.now,
    timeLeft: () => Number.POSITIVE_INFINITY,
  };
}
