/* A function of the stack as it runs: its execution environment, and what wakes it. */

import { basename, join } from 'node:path';
import type { Clock } from '../sim/clock.ts';
import type { CloudTrailEvent, Simulator } from '../sim/index.ts';
import type { Subscriber } from '../sim/subscriber.ts';
import { type Lambda, startLambda } from './lambda.ts';
import type { LambdaFunction, Schedule } from './stack.ts';
import { HOME } from './story.ts';

/** Where functions run. */
export interface Place {
  /** The folder of the bundles. */
  readonly folder: string;
  /** What the environment of every function has besides what the template says. */
  readonly environment: Readonly<Record<string, string>>;
  readonly simulator: Pick<Simulator, 'onEvent' | 'world'>;
  readonly subscriber: Pick<Subscriber, 'received'>;
  readonly clock: Clock;
}

export interface RunningFunction {
  readonly lambda: Lambda;
  /** Runs it for what is due at a minute: its schedules, and events and messages since the last time. */
  runDue(minute: number): Promise<void>;
}

export function startFunction(
  { settings, module, schedules, wakesFor, hears, ...declared }: LambdaFunction,
  { folder, environment, simulator, subscriber, clock }: Place,
): RunningFunction {
  const bundlePath = join(folder, `${basename(module)}.mjs`);
  const { name } = settings;
  const own = { AWS_LAMBDA_FUNCTION_NAME: name, AWS_ACCESS_KEY_ID: name };
  const variables = { ...declared.environment, ...environment, ...own };
  const lambda = startLambda({ ...settings, bundlePath }, variables);
  const events: CloudTrailEvent[] = [];
  simulator.onEvent((event) => {
    if (event.region === HOME && wakesFor(event)) events.push(event);
  });
  let heard = 0;
  return {
    lambda,
    async runDue(minute) {
      const isDue = (schedule: Schedule) =>
        minute % schedule.everyMinutes === 0 &&
        simulator.world.rule(schedule.name).state === 'ENABLED';
      const messages = (await subscriber.received()).slice(heard);
      heard += messages.length;
      const due: readonly unknown[] = [
        ...events.splice(0),
        ...schedules.filter(isDue).map(({ event }) => event),
        ...messages
          .filter(({ attributes }) => hears(attributes))
          .map(({ message }) => ({ Records: [{ Sns: { Message: JSON.stringify(message) } }] })),
      ];
      for (const event of due) await lambda.invoke(event, clock.now());
    },
  };
}
