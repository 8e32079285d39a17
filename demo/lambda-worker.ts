/* The execution environment: loads the bundle, and runs it once for each message. */

import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { install } from '@sinonjs/fake-timers';
import type { Context } from 'aws-lambda';

/** What the execution environment is made with. */
export interface Settings {
  readonly bundlePath: string;
  readonly name: string;
  readonly arn: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

export interface Invocation {
  readonly event: unknown;
  /** Simulated time, in milliseconds. */
  readonly now: number;
  readonly requestId: string;
}

export interface Answer {
  /** Absent when the handler came to its end. */
  readonly error?: string;
}

const settings: Settings = workerData;
// Only Date: time-outs and retries of the SDK go by real time. In place before the bundle is loaded.
const clock = install({ toFake: ['Date'] });
let handler: ((event: unknown, context: Context) => Promise<unknown>) | undefined;

function contextOf({ requestId }: Invocation): Context {
  const endsAt = performance.now() + settings.timeoutSeconds * 1000;
  const group = `/aws/lambda/${settings.name}`;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.arn,
    memoryLimitInMB: String(settings.memoryMegabytes),
    logGroupName: group,
    logStreamName: 'demo',
    getRemainingTimeInMillis: () => Math.max(0, endsAt - performance.now()),
    done() {},
    fail() {},
    succeed() {},
  };
}

async function answer(invocation: Invocation): Promise<Answer> {
  clock.setSystemTime(invocation.now);
  try {
    handler ??= (await import(pathToFileURL(settings.bundlePath).href)).handler;
    await handler?.(invocation.event, contextOf(invocation));
    return {};
  } catch (error) {
    return { error: inspect(error) };
  }
}

parentPort?.on('message', async (invocation: Invocation) => {
  parentPort?.postMessage(await answer(invocation));
});
