/* The lines of the log about retention. */

import { faultFrom } from '../aws/errors.ts';
import type { Log } from '../context.ts';
import type { RetirementResult } from './apply-retirement.ts';
import type { RegionRetention } from './plan-retention.ts';

/** One line for each region that could not be read, and for each replica; one that changed nothing only when debugging. */
export function logRetirement(
  log: Log,
  regions: readonly RegionRetention[],
  results: readonly RetirementResult[],
): void {
  for (const region of regions)
    if ('fault' in region)
      log.warn('replicas not read', { destinationRegion: region.region, fault: region.fault });
  for (const { planned, decision, done, error } of results) {
    const { replica, source, family } = planned;
    const fields = {
      image: source.name,
      destinationRegion: replica.region,
      replica: replica.name,
      family,
      decision: decision.do,
      reason: decision.reason,
      done,
      ...(error !== undefined && { fault: faultFrom(error) }),
    };
    if (error !== undefined) log.error('retirement', fields);
    else if (decision.do === 'keep' || decision.do === 'wait') log.debug('retirement', fields);
    else log.info('retirement', fields);
  }
}
