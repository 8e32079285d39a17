/* The lines of the log. */

import { faultFrom } from '../aws/errors.ts';
import type { Log } from '../context.ts';
import type { Scope } from '../core/event.ts';
import type { Source } from '../core/tags/source.ts';
import type { Result } from './apply.ts';

/** A line for each image whose tags led to no decision: somebody may wonder why nothing happens. */
export function logSources(log: Log, sources: readonly Source[], scope: Scope): void {
  for (const source of sources) logSource(log, source, scope.kind === 'image');
  if (sources.length === 0 && scope.kind === 'image')
    log.info('image not found', { image: scope.name });
}

function logSource(log: Log, source: Source, isNamed: boolean): void {
  const { kind, image } = source;
  switch (kind) {
    case 'ignored':
      log[isNamed ? 'info' : 'debug']('image ignored', {
        image: image.name,
        reason: source.reason,
      });
      return;
    case 'unread':
      log.warn('tags not read', { image: image.name, fault: source.fault });
      return;
    case 'replicated': {
      const { report } = source;
      if ('problem' in report)
        log.warn('rule not usable', { image: image.name, problem: report.problem });
      return;
    }
    default:
      source satisfies never;
  }
}

/**
 * One line for each result; one that changed nothing only when debugging.
 * @param written the status tag, where it is not what stood there
 */
export function logResult(log: Log, result: Result, written: string | undefined): void {
  const { destination, decision, done, error } = result;
  const { source, region } = destination;
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
  else if (decision.do === 'announce failure' || decision.do === 'announce share failure')
    log.warn('outcome', fields);
  else if (
    written !== undefined ||
    decision.do === 'clear status' ||
    decision.do === 'delete replica'
  )
    log.info('outcome', fields);
  else log.debug('outcome', fields);
}
