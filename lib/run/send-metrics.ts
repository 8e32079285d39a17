/* Sends metrics by Powertools. */

import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Counted } from './metrics.ts';

/** Writes the metrics to the log: values without a further dimension share one record, each other has its own. */
export function sendMetrics(
  counted: readonly Counted[],
  log: { error(message: string): void },
): void {
  const quiet = () => {};
  const metrics = new Metrics({
    logger: { debug: quiet, info: quiet, warn: quiet, error: log.error.bind(log) },
  });
  for (const [name, value, dimension] of counted) {
    const unit = name === 'TimeToReplicate' ? MetricUnit.Seconds : MetricUnit.Count;
    const target = dimension ? metrics.singleMetric().addDimension(...dimension) : metrics;
    target.addMetric(name, unit, value);
  }
  metrics.publishStoredMetrics();
}
