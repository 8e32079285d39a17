/* The Lambda function that moves fleets to new images: middy, Powertools and wiring. */

import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { createClients } from '../lib/aws/clients.ts';
import { loadConfigWithoutWatch } from '../lib/config.ts';
import { RESERVE } from '../lib/core/limits.ts';
import { parseRolloutEvent } from '../lib/core/rollout/rollout-event.ts';
import { tagKeys } from '../lib/core/tags/keys.ts';
import { type RolloutSummary, rollOut } from '../lib/rollout.ts';
import { RunMeter } from '../lib/run/metrics.ts';

const log = new Logger();
const meter = new RunMeter();
const sendMetrics = () => meter.send(log);
let root: ReturnType<typeof compose> | undefined;

function compose() {
  const config = loadConfigWithoutWatch();
  const clients = createClients(config.region);
  return { ...config, ...clients, isPerson: false, log, meter };
}

/** What a run comes to: what it did, or that its event is none of ours. */
type Result = RolloutSummary | { readonly ignored: string };

async function run(event: unknown, context: Context): Promise<Result> {
  root ??= compose();
  const scope = parseRolloutEvent(event, tagKeys(root.tagPrefix));
  if ('ignored' in scope) {
    log.info('event ignored', { reason: scope.ignored });
    return scope;
  }
  const account = context.invokedFunctionArn.split(':')[4];
  const timeLeft = () => context.getRemainingTimeInMillis() - RESERVE;
  return rollOut(scope, { ...root, account, now: () => new Date(), timeLeft });
}

export const handler = middy<unknown, Result>()
  .use(injectLambdaContext(log))
  .use({ after: sendMetrics, onError: sendMetrics })
  .handler(run);
