/* One run: admit, read, and for an image that has a rule: plan, apply, record, watch. */

import type { Reconciler } from './context.ts';
import { isTick, type Scope } from './core/event.ts';
import type { Source } from './core/tags/source.ts';
import { admit, type Deferred } from './run/admit.ts';
import type { Summary } from './run/carry-out.ts';
import { logSources } from './run/log.ts';
import { readSources } from './run/read-tags.ts';

/**
 * Looks, decides and acts once, and leaves the watch on as long as something is in flight and not late. The same for
 * every trigger, so a missed, doubled or late one does no harm.
 * @throws AggregateError when something failed that a retry or a person must mend, after everything else was done
 * @throws what the SDK throws when the source region's images cannot be listed
 */
export async function reconcile(scope: Scope, reconciler: Reconciler): Promise<Summary | Deferred> {
  const began = reconciler.now();
  const admission = await admit(scope, reconciler);
  if ('deferred' in admission) return admission;

  const tick = isTick(scope) ? reconciler.memory : undefined;
  const read = await readSources(admission.images, reconciler, tick ? 'in flight' : 'all');
  logSources(reconciler.log, read, scope);
  if (isUnconcerned(scope, read)) return { images: read.length, done: {}, inFlight: 0 };
  const { planSources, carryOut } = await import('./run/carry-out.ts');
  return carryOut(await planSources(read, reconciler, tick), scope, reconciler, began);
}

/** Whether a run is about one image, which is not tagged for replication or gone. */
function isUnconcerned(scope: Scope, sources: readonly Source[]): boolean {
  return scope.kind === 'image' && sources.every(({ kind }) => kind === 'ignored');
}
