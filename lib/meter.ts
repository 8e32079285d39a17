import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Meter } from './observability.ts';

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
