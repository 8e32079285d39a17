/* Finds the source images that a run is about. */

import { findImage, findImages, listOwn } from '../aws/appstream/read.ts';
import type { Observer } from '../context.ts';
import { isTick, type Scope } from '../core/event.ts';
import type { Image } from '../core/image.ts';
import { IMAGES_PER_MINUTE } from '../core/limits.ts';
import type { ProcessMemory } from '../process-memory.ts';
import { fromElsewhere } from './read-tags.ts';

/** What source source images needs. */
interface Finder extends Pick<Observer, 'region' | 'account' | 'appstream' | 'now'> {
  readonly memory?: ProcessMemory;
}

/** The images that a run is about, the oldest first. A tick has no need of those that are known to be at rest. Throws what the SDK throws. */
export async function sourceImagesOf(scope: Scope, finder: Finder): Promise<Image[]> {
  const { region, account, appstream } = finder;
  if (scope.kind === 'image') {
    const image = await findImage(appstream(region), region, scope.name, account);
    return image ? [image] : [];
  }
  return (isTick(scope) && (await knownImages(finder))) || listImages(scope, finder);
}

/**
 * All images, the oldest first. AppStream may list images apart that their owner has shared: a sweep lists those too, a
 * tick only when the last sweep found some. A tick leaves out what is left to the sweep. Throws what the SDK throws.
 */
export async function listImages(scope: Scope, finder: Finder): Promise<Image[]> {
  const { region, account, appstream, memory, now } = finder;
  const listsShared = !isTick(scope) || memory?.hasShared === true;
  const { images, apart } = await listOwn(appstream(region), region, account, listsShared);
  if (memory && listsShared) memory.hasShared = apart.length > 0;
  const all = [...images, ...apart];
  memory?.noteImages(all, now());
  return oldestFirst(all.filter((image) => !isTick(scope) || !memory?.isRefused(image, now())));
}

/** Minutes from one tick to the next that looks at so many images in flight: there is always time for some others. */
export function minutesFor(inFlight: number): number {
  return Math.floor(inFlight / IMAGES_PER_MINUTE) + 1;
}

/**
 * The images that the process knows to have something in flight, and as many unread ones as there is time for.
 * @returns undefined when all have to be looked at: the watch is on, it can be turned off, and the process knows of nothing
 * that is in flight
 */
async function knownImages({ region, account, appstream, memory, now }: Finder) {
  const known = memory?.known(now());
  if (!known) return undefined;
  const room = minutesFor(known.inFlight.length) * IMAGES_PER_MINUTE - known.inFlight.length;
  const names = [...known.inFlight, ...fromElsewhere(known.unread, now()).slice(0, room)];
  if (names.length === 0 && !memory?.isSwitchRefused(now())) return undefined;
  const images = await findImages(appstream(region), region, names, account);
  return images && oldestFirst(images);
}

function oldestFirst(images: readonly Image[]): Image[] {
  const age = (image: Image) => image.createdAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return images.toSorted((a, b) => age(a) - age(b) || a.name.localeCompare(b.name));
}
