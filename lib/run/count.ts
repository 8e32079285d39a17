/* Counts what was done, for the metrics. */

import type { Meter } from '../context.ts';
import type { Status } from '../core/tags/status.ts';
import type { Result } from './apply.ts';

/** Counts what was done about one destination. Announcing again what was counted before does not count. */
export function count({ decision, done, wasDone, destination }: Result, meter: Meter): void {
  if (!done || wasDone) return;
  switch (decision.do) {
    case 'copy':
      meter.add('CopiesStarted', 1);
      return;
    case 'announce success': {
      meter.add('ReplicasAvailable', 1);
      const seconds = secondsTaken(decision.status);
      if (seconds !== undefined)
        meter.add('TimeToReplicate', seconds, ['destinationRegion', destination.region]);
      return;
    }
    case 'announce late':
      if (!decision.status.due) meter.add('ReplicationsLate', 1);
      return;
    case 'announce failure':
      meter.add('ReplicationsFailed', 1);
      meter.add('ReplicationsFailed', 1, ['reason', decision.problem.code]);
      return;
    default:
      return;
  }
}

/** Undefined for a copy that nobody saw begin. */
function secondsTaken({ started, since }: Status): number | undefined {
  return started && Math.max(0, (since.getTime() - started.getTime()) / 1000);
}
