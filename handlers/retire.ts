/* The Lambda function that deletes old replicas: middy, Powertools and wiring. */

import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { createClients } from '../lib/aws/clients.ts';
import { loadConfigWithoutWatch } from '../lib/config.ts';
import { RESERVE } from '../lib/core/limits.ts';
import { ProcessMemory } from '../lib/process-memory.ts';
import { type RetentionSummary, retire } from '../lib/retire.ts';
import { RunMeter } from '../lib/run/metrics.ts';

const log = new Logger();
const meter = new RunMeter();
const sendMetrics = () => meter.send(log);
let root: ReturnType<typeof compose> | undefined;

function compose() {
  const config = loadConfigWithoutWatch();
  const memory = new ProcessMemory();
  return { ...config, ...createClients(config.region), memory, log, meter };
}

/** Every event means the same, so that none is read: a forged one can at most make it look. */
async function run(_event: unknown, context: Context): Promise<RetentionSummary> {
  root ??= compose();
  const account = context.invokedFunctionArn.split(':')[4];
  const timeLeft = () => context.getRemainingTimeInMillis() - RESERVE;
  return retire({ ...root, account, now: () => new Date(), timeLeft });
}

export const handler = middy<unknown, RetentionSummary>()
  .use(injectLambdaContext(log))
  .use({ after: sendMetrics, onError: sendMetrics })
  .handler(run);
