/* The packaged stack in a small AWS on 127.0.0.1, on one simulated clock. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppStreamClient } from '@aws-sdk/client-appstream';
import { observe } from '../cli/overview/observe.ts';
import type { Overview } from '../cli/overview/overview.ts';
import { observeAll } from '../cli/overview/retention.ts';
import { loadConfigWithoutWatch } from '../lib/config.ts';
import type { Observer } from '../lib/context.ts';
import { type Clock, createClock } from '../sim/clock.ts';
import { type Simulator, startSimulator, type World } from '../sim/index.ts';
import { readTemplate } from '../sim/stack/template.ts';
import { type Received, startSubscriber } from '../sim/subscriber.ts';
import { packageStack } from '../stack/package.ts';
import { startFunction } from './function.ts';
import { deploy, type LambdaFunction } from './stack.ts';
import { HOME, type Story } from './story.ts';

export interface Cloud {
  readonly clock: Clock;
  readonly world: World;
  /** How often functions have run. */
  readonly runs: number;
  /** Calls that they have made to AppStream and EventBridge. */
  readonly calls: number;
  /** All that they have written to their standard output and error. */
  readonly log: string;
  /** Whether the watch is on: the rule that is enabled only while something is in flight. */
  isWatching(): boolean;
  /** What `status` knows; of fleets and old replicas only when the watch is off, because that takes many calls. */
  observe(): Promise<Overview>;
  /** All that the topic's subscriber has received, in order. */
  inbox(): Promise<Received[]>;
  /** Runs each function for what is due at a minute: its schedules, and events and messages since the last time. */
  runDue(minute: number): Promise<void>;
}

/** Hears of what is to be undone in the end, the last first. */
export type Defer = (end: () => Promise<void>) => void;

/**
 * Packages the stack and deploys it.
 * @param package_ makes the package, in a folder of its own
 * @throws when the framework or a port refuses
 */
export async function startCloud(
  story: Story,
  defer: Defer,
  package_ = packageStack,
): Promise<Cloud> {
  const { folder, templatePath } = await package_(story.parameters);
  defer(() => rm(folder, { recursive: true }));
  const subscriber = await startSubscriber();
  defer(() => subscriber.close());
  const functions = deploy(await readTemplate(templatePath), subscriber.topicArn);
  const clock = createClock(story.begins);
  const simulator = await startAppStream(story, functions, clock);
  defer(() => simulator.close());
  const { world } = simulator;
  story.prepare(world);
  const schedules = functions.flatMap((each) => each.schedules);
  for (const { name, state } of schedules) world.createRule(name, state);
  const watches = schedules.filter(({ state }) => state === 'DISABLED');

  const environment = {
    AWS_REGION: HOME,
    AWS_SECRET_ACCESS_KEY: 'function',
    AWS_ENDPOINT_URL_APPSTREAM: simulator.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: simulator.url,
    AWS_ENDPOINT_URL_SNS: subscriber.url,
    // Files that do not exist: nothing that the user has set up for AWS is to have a say here.
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  const place = { folder, environment, simulator, subscriber, clock };
  const running = functions.map((each) => startFunction(each, place));
  defer(async () => {
    for (const { lambda } of running) await lambda.close();
  });
  const observer = observerOf(
    { ...functions[0]?.environment, ...environment },
    simulator.url,
    clock,
  );
  const isWatching = () => watches.some(({ name }) => world.rule(name).state === 'ENABLED');
  let calls = 0;
  return {
    clock,
    world,
    get runs() {
      return running.reduce((sum, { lambda }) => sum + lambda.runs, 0);
    },
    get calls() {
      return calls;
    },
    get log() {
      return running.map(({ lambda }) => lambda.log).join('');
    },
    isWatching,
    observe: () =>
      (isWatching() ? observe : observeAll)([{ kind: 'all', trigger: 'manual' }], observer),
    inbox: () => subscriber.received(),
    async runDue(minute) {
      const before = simulator.calls.length;
      for (const each of running) await each.runDue(minute);
      calls += simulator.calls.length - before;
    },
  };
}

function startAppStream(
  story: Story,
  functions: readonly LambdaFunction[],
  clock: Clock,
): Promise<Simulator> {
  const begun = new Map<string, number>();
  return startSimulator({
    now: clock.now,
    callerArn(key) {
      const role = functions.find(({ settings }) => settings.name === key)?.roleArn;
      const session = role?.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
      return session ? `${session}/demo` : `arn:aws:iam::123456789012:user/${key}`;
    },
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

/** Observes as the command line does, configured as the functions are. */
function observerOf(environment: Record<string, string>, endpoint: string, clock: Clock): Observer {
  const credentials = { accessKeyId: 'observer', secretAccessKey: 'observer' };
  const clients = new Map<string, AppStreamClient>();
  return {
    ...loadConfigWithoutWatch(environment),
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
