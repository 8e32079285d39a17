/* Which images a run is about, or why it is left to another. */

import { faultFrom } from '../aws/errors.ts';
import type { Log, Watcher } from '../context.ts';
import { isTick, type Scope } from '../core/event.ts';
import type { Image } from '../core/image.ts';
import { minutesFor, sourceImagesOf } from './source-images.ts';
import { turnOff, turnOn } from './switch.ts';

/** A run that is left to the next ticks, and why. */
export interface Deferred {
  readonly deferred: string;
}

/** The images that a run is about, the oldest first, or that it is deferred. */
type Admission = { readonly images: Image[] } | Deferred;

/** What beginning a run needs. */
interface Starter extends Watcher {
  readonly log: Log;
}

/**
 * The images that a run is about, or why it is deferred to the next ticks. A tick leaves its minute out when looking
 * at all that is in flight takes longer than a minute, so that ticks never run into each other. When AWS is too busy to show
 * anything, a run that nobody waits for is left to the watch, and so are this process's runs for single images within
 * the next minute: asking again at once would only add to what keeps AWS busy. What a tick is refused, or was too busy
 * for during an hour, is left to the sweep.
 * @throws what the SDK throws when the images cannot be listed, or the watch cannot be turned on
 */
export async function admit(scope: Scope, starter: Starter): Promise<Admission> {
  const { watchRule, log, memory, now } = starter;
  if (scope.kind === 'image' && watchRule !== undefined && memory.isCoolingDown(now()))
    return leaveToWatch(scope, { code: 'busy a moment ago' }, starter);
  const inFlight = isTick(scope) ? (memory.known(now())?.inFlight.length ?? 0) : 0;
  if (!isDue(inFlight, now())) {
    log.info('tick left out', { inFlight });
    return { deferred: `${inFlight} images in flight are not checked every minute` };
  }
  try {
    const images = await sourceImagesOf(scope, starter);
    memory.noteListing(true, now());
    return { images };
  } catch (error) {
    return unlisted(scope, error, starter);
  }
}

async function unlisted(scope: Scope, error: unknown, starter: Starter): Promise<Deferred> {
  const { watchRule, memory, now } = starter;
  const fault = faultFrom(error);
  memory.noteListing(false, now());
  const isBusy = fault.kind === 'transient' && !memory.isListingStuck(now());
  if (!isBusy) throw await leftToSweep(scope, error, starter);
  memory.coolDown(now());
  const mayWait = scope.kind === 'image' || scope.trigger !== 'manual';
  if (!mayWait || watchRule === undefined) throw error;
  return leaveToWatch(scope, fault, starter);
}

/** Turns the watch off when a tick can't list the images. @returns the error that the run ends in */
async function leftToSweep(scope: Scope, error: unknown, starter: Starter): Promise<unknown> {
  if (!isTick(scope) || starter.memory.isSwitchRefused(starter.now())) return error;
  try {
    await turnOff(starter);
    return error;
  } catch (refusal) {
    return new AggregateError([error, refusal], String(error));
  }
}

async function leaveToWatch(
  scope: Scope,
  why: { readonly code: string },
  starter: Starter,
): Promise<Deferred> {
  if (scope.kind === 'image') starter.memory.noteUnseen(scope.name);
  starter.log.warn('left to the watch', { why, ...scope });
  if (!isTick(scope) || starter.memory.hasTurnedOff) await turnOn(starter);
  return { deferred: `left to the watch: ${why.code}` };
}

/** Whether so many images in flight are checked in this minute: always, or every few minutes. */
function isDue(inFlight: number, now: Date): boolean {
  const minute = Math.floor(now.getTime() / 60_000);
  return minute % minutesFor(inFlight) === 0;
}
