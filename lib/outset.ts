import { faultFrom } from './aws/errors.ts';
import { enableWatch } from './aws/watch.ts';
import type { Breaker } from './breaker.ts';
import type { Request } from './core/event.ts';
import type { Image } from './core/image.ts';
import type { Log } from './observability.ts';
import { sourcesOf } from './survey.ts';
import type { Watcher } from './switch-watch.ts';

/** Images that one tick looks at, at five calls a second: an account with more is looked at every few minutes. */
const IMAGES_PER_MINUTE = 300;

/** What beginning a run needs. */
interface Starter extends Watcher {
  readonly log: Log;
  readonly breaker: Breaker;
}

/**
 * The images that a run is about; undefined when the next ticks see to them. A tick leaves its minute out when looking
 * at them all takes longer than a minute, so that ticks never run into each other. When AWS is too busy to show
 * anything, a run that nobody waits for is left to the watch, and so are this process's runs for single images within
 * the next minute: asking again at once would only add to what keeps AWS busy.
 * @throws what the SDK throws when the images cannot be listed, or the watch cannot be turned on
 */
export async function outset(
  scope: Exclude<Request, { kind: 'ignored' }>,
  { watchRule, events, log, breaker, ...looker }: Starter,
): Promise<Image[] | undefined> {
  const isImage = scope.kind === 'image';
  const isTick = !isImage && scope.trigger === 'tick';
  const mayWait = isImage || scope.trigger !== 'manual';
  const leave = async (rule: string, why: object): Promise<undefined> => {
    log.warn('left to the watch', { ...scope, ...why });
    await enableWatch(events(), rule);
  };
  if (isImage && watchRule !== undefined && breaker.isOpen(looker.now()))
    return leave(watchRule, { code: 'busy a moment ago' });
  try {
    const images = await sourcesOf(scope, looker);
    if (!isTick || isDue(images.length, looker.now())) return images;
    log.info('tick left out', { images: images.length });
    return undefined;
  } catch (error) {
    const fault = faultFrom(error);
    if (fault.kind !== 'transient') throw error;
    breaker.trip(looker.now());
    if (!mayWait || watchRule === undefined) throw error;
    return leave(watchRule, fault);
  }
}

/** Whether so many images are looked at in this minute: always, or every few minutes. */
function isDue(images: number, now: Date): boolean {
  const minute = Math.floor(now.getTime() / 60_000);
  return images === 0 || minute % Math.ceil(images / IMAGES_PER_MINUTE) === 0;
}
