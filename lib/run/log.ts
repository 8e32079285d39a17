/* The lines of the log. */

import { faultFrom } from '../aws/errors.ts';
import type { Log } from '../context.ts';
import type { Outcome } from './apply.ts';
import type { Finding } from './plan.ts';

/**
 * One line for an image whose tags led to no decision.
 * @param isNamed whether the run is about this very image, so that somebody may wonder why nothing happens
 */
export function logFinding(log: Log, finding: Finding, isNamed: boolean): void {
  const { kind, image } = finding;
  switch (kind) {
    case 'ignored':
      log[isNamed ? 'info' : 'debug']('image ignored', {
        image: image.name,
        reason: finding.reason,
      });
      return;
    case 'unread':
      log.warn('tags not read', { image: image.name, ...finding.fault });
      return;
    case 'replicated': {
      const { report } = finding;
      if ('problem' in report)
        log.warn('rule not usable', { image: image.name, ...report.problem });
      return;
    }
    default:
      finding satisfies never;
  }
}

/**
 * One line for each outcome; one that changed nothing only when debugging.
 * @param written the status tag, where it is not what stood there
 */
export function logOutcome(log: Log, outcome: Outcome, written: string | undefined): void {
  const { situation, decision, done, error } = outcome;
  const { source, region } = situation;
  const fields = {
    image: source.name,
    destinationRegion: region,
    decision: decision.do,
    reason: decision.reason,
    done,
    ...(written !== undefined && { status: written }),
    ...(error !== undefined && { fault: faultFrom(error) }),
  };
  if (error !== undefined) log.error('outcome', fields);
  else if (decision.do === 'fail') log.warn('outcome', fields);
  else if (written !== undefined || decision.do === 'forget' || decision.do === 'remove')
    log.info('outcome', fields);
  else log.debug('outcome', fields);
}
