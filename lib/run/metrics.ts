/* The metrics, sent by Powertools. */

import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Meter } from '../context.ts';

/** A meter on Powertools metrics: values without a further dimension share one record, each other has its own. */
export function meterOf(metrics: Metrics): Meter {
  return {
    add(name, value, dimension) {
      const unit = name === 'TimeToReplicate' ? MetricUnit.Seconds : MetricUnit.Count;
      const target = dimension ? metrics.singleMetric().addDimension(...dimension) : metrics;
      target.addMetric(name, unit, value);
    },
  };
}

/** Powertools metrics that do not warn of a run that has nothing to count, such as one for an ignored event. */
export function createMetrics(log: { error(message: string): void }): Metrics {
  const quiet = () => {};
  return new Metrics({
    logger: { debug: quiet, info: quiet, warn: quiet, error: log.error.bind(log) },
  });
}
