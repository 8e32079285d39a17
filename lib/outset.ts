import { faultFrom } from './aws/errors.ts';
import { enableWatch } from './aws/watch.ts';
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
}

/**
 * The images that a run is about; undefined when a later tick sees to them. A tick leaves its minute out when looking
 * at them all takes longer than a minute, so that ticks never run into each other. When AWS is too busy to show
 * anything, a tick leaves it to the next, and a run for one image to the watch: trying again at once would only add to
 * what keeps AWS busy.
 * @throws what the SDK throws when the images cannot be listed
 */
export async function outset(
  scope: Exclude<Request, { kind: 'ignored' }>,
  { watchRule, events, log, ...looker }: Starter,
): Promise<Image[] | undefined> {
  const isTick = scope.kind === 'all' && scope.trigger === 'tick';
  try {
    const images = await sourcesOf(scope, looker);
    if (!isTick || isDue(images.length, looker.now())) return images;
    log.info('tick left out', { images: images.length });
    return undefined;
  } catch (error) {
    const fault = faultFrom(error);
    const mayWait = fault.kind === 'transient' && (isTick || scope.kind === 'image');
    if (!mayWait || watchRule === undefined) throw error;
    log.warn('left to the watch', { ...scope, ...fault });
    await enableWatch(events(), watchRule);
    return undefined;
  }
}

/** Whether so many images are looked at in this minute: always, or every few minutes. */
function isDue(images: number, now: Date): boolean {
  const minute = Math.floor(now.getTime() / 60_000);
  return images === 0 || minute % Math.ceil(images / IMAGES_PER_MINUTE) === 0;
}
