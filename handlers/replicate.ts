/* The Lambda function that copies: middy, Powertools and wiring. */

import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { createClients } from '../lib/aws/clients.ts';
import { loadConfig } from '../lib/config.ts';
import { parseEvent } from '../lib/core/event.ts';
import { RESERVE } from '../lib/core/limits.ts';
import { tagKeys } from '../lib/core/tags/keys.ts';
import { ProcessMemory } from '../lib/process-memory.ts';
import { reconcile } from '../lib/reconcile.ts';
import type { Deferred } from '../lib/run/admit.ts';
import type { Summary } from '../lib/run/carry-out.ts';
import { RunMeter } from '../lib/run/metrics.ts';

const log = new Logger();
const meter = new RunMeter();
const sendMetrics = () => meter.send(log);
let root: ReturnType<typeof compose> | undefined;

function compose() {
  const config = loadConfig();
  const memory = new ProcessMemory();
  const onThrottled = () => memory.coolDown(new Date());
  const clients = createClients(config.region, { onThrottled });
  return {
    ...config,
    ...clients,
    memory,
    isPerson: false,
    log,
    meter,
  };
}

/** What a run comes to: what it did, that it is left to the next ticks, or that its event is none of ours. */
type Result = Summary | Deferred | { readonly ignored: string };

async function replicate(event: unknown, context: Context): Promise<Result> {
  root ??= compose();
  const request = parseEvent(event, root.region, tagKeys(root.tagPrefix));
  if (request.kind === 'ignored') {
    log.info('event ignored', { reason: request.reason });
    return { ignored: request.reason };
  }
  const account = context.invokedFunctionArn.split(':')[4];
  const timeLeft = () => context.getRemainingTimeInMillis() - RESERVE;
  return reconcile(request, { ...root, account, now: () => new Date(), timeLeft });
}

export const handler = middy<unknown, Result>()
  .use(injectLambdaContext(log))
  .use({ after: sendMetrics, onError: sendMetrics })
  .handler(replicate);
