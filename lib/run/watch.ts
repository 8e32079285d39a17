/* Leaves the watch on or off at the end of a run. */

import type { Watcher } from '../context.ts';
import { isTick, type Scope } from '../core/event.ts';
import { isWatched } from '../core/tags/due.ts';
import { type Flight, isDoubtful } from './in-flight.ts';
import { type Planned, type PlannedSource, planImages } from './plan.ts';
import { NO_TIME } from './read-tags.ts';
import { listImages } from './source-images.ts';
import { turnOff, turnOn } from './switch.ts';

/**
 * Turns the watch on when something is in flight, off on a tick that found nothing. A tick finds the watch on, but one
 * that is late may come after it went off: what such a tick begins is watched, too. Another run may begin a copy
 * between a tick's look and its turning off, so it looks once more afterwards, and leaves the watch on if it cannot.
 */
export async function switchWatch(
  scope: Scope,
  { inFlight, isNew, stuck }: Flight,
  watcher: Watcher,
): Promise<void> {
  const { memory } = watcher;
  const isKnownOn = isTick(scope) && !memory.hasTurnedOff;
  if (isNew || (inFlight > 0 && !isKnownOn)) await turnOn(watcher);
  if (inFlight > 0 || !isTick(scope) || watcher.watchRule === undefined) return;
  if (memory.isSwitchRefused(watcher.now())) return;
  await turnOff(watcher);
  const images = await listImages(scope, watcher).catch(async (error) => {
    await turnOn(watcher);
    throw error;
  });
  const known = new Set(stuck.map(({ arn }) => arn));
  const others = images.filter(({ arn }) => !known.has(arn));
  const again = await planImages(others, watcher, memory);
  const now = watcher.now();
  const isBusy = (source: PlannedSource) =>
    source.kind === 'unread'
      ? source.fault !== NO_TIME && isDoubtful(source, memory, now)
      : source.kind === 'replicated' && source.planned.some((task) => isPending(task));
  const busy = again.filter(isBusy);
  for (const { kind, image } of busy)
    if (kind !== 'unread') memory.noteRead(image, 'in flight', now);
  if (busy.length > 0) await turnOn(watcher);
}

/** Whether a destination is to be seen to soon. */
function isPending({ destination: { status, limits, now }, decision }: Planned): boolean {
  // What is left to be cleared can wait for the sweep.
  if (['nothing', 'clear status'].includes(decision.do) || status?.late) return false;
  if (decision.do === 'wait' || decision.do === 'announce')
    return isWatched(decision.status, limits, now);
  return true;
}
