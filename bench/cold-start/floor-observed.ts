/* The bare function with logs and metrics, to compare start-up with. */

import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { handler as floor } from './floor.ts';

/** The floor with structured logs and metrics. */
export const handler = floor.use(injectLambdaContext(new Logger())).use(logMetrics(new Metrics()));
