/* Announces that an image has no room for its state. */

import type { Reconciler } from '../context.ts';
import type { Scope } from '../core/event.ts';
import { announce } from './announce.ts';
import type { Replicated } from './plan.ts';

/**
 * An image without room for its state has no room to note that this was announced either, so it is only announced when
 * somebody's act on that very image led here.
 * @returns what kept it from being announced
 */
export async function announceNoRoom(
  sources: readonly Replicated[],
  scope: Scope,
  reconciler: Reconciler,
): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const { image, rule, report } of sources) {
    if (report.kind !== 'no-room') continue;
    reconciler.meter.add('NoRoomForStatus', 1);
    if (scope.kind !== 'image') continue;
    const { problem } = report;
    const at = reconciler.now();
    const about = { source: image, rule: rule?.fingerprint, attempts: 0, problem, at };
    try {
      await announce(reconciler, { outcome: 'FAILED', ...about });
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}
