/* Finds the source images that a run is about. */

import { findImage, findImages, listOwn, PAGE_SIZE, pagesOf } from '../aws/appstream/read.ts';
import type { Observer } from '../context.ts';
import { isTick, type Scope } from '../core/event.ts';
import type { Image } from '../core/image.ts';
import { IMAGES_PER_MINUTE, MOST_MINUTES } from '../core/limits.ts';
import type { Known, ProcessMemory } from '../process-memory.ts';
import { fromElsewhere } from './read-tags.ts';

/** What finding source images needs. */
interface Finder extends Pick<Observer, 'region' | 'account' | 'appstream' | 'now'> {
  readonly memory?: ProcessMemory;
}

/** The images that a run is about, the oldest first. Throws what the SDK throws. */
export async function sourceImagesOf(scope: Scope, finder: Finder): Promise<Image[]> {
  const { region, account, appstream, memory } = finder;
  if (scope.kind === 'image') {
    const image = await findImage(appstream(region), region, scope.name, account);
    return image ? [image] : [];
  }
  return isTick(scope) && memory ? imagesInFlight(memory, finder) : listImages(scope, finder);
}

/**
 * All images, the oldest first. AppStream may list images apart that their owner has shared: a sweep lists those too, a
 * tick only when the last sweep found some. A tick leaves out what is left to the sweep. Throws what the SDK throws.
 */
export async function listImages(scope: Scope, finder: Finder): Promise<Image[]> {
  const { region, account, appstream, memory, now } = finder;
  const listsShared = !isTick(scope) || memory?.hasShared === true;
  const asOf = now();
  const { images, apart } = await listOwn(appstream(region), region, account, listsShared);
  if (memory && listsShared) memory.hasShared = apart.length > 0;
  const all = [...images, ...apart];
  memory?.noteImages(all, asOf);
  return oldestFirst(all.filter((image) => !isTick(scope) || !memory?.isRefused(image, now())));
}

/**
 * The images that a tick looks at: those that the process knows to have something in flight, and as many unread ones as
 * there is time for. They are asked for by name where that takes fewer calls than listing all. All of them where the
 * process has not listed them for half an hour, or where it knows of nothing in flight and could turn the watch off.
 */
async function imagesInFlight(memory: ProcessMemory, finder: Finder): Promise<Image[]> {
  const { region, account, appstream, now } = finder;
  const tick: Scope = { kind: 'all', trigger: 'tick' };
  const known = memory.known(now());
  const names = known ? due(known, now()) : [];
  if (!known || (names.length === 0 && !memory.isSwitchRefused(now())))
    return listImages(tick, finder);
  const isFewer = pagesOf(names.length) < pagesOf(memory.images);
  const found = isFewer && (await findImages(appstream(region), region, names, account));
  if (found) return oldestFirst(found);
  const images = await listImages(tick, finder);
  const anew = new Set(due(memory.known(now()) ?? known, now()));
  return images.filter(({ name }) => anew.has(name));
}

/** Names of the images in flight, and of some unread ones, each time of others. */
function due({ inFlight, unread }: Known, now: Date): string[] {
  const room = minutesFor(inFlight.length) * IMAGES_PER_MINUTE - inFlight.length;
  return [...inFlight, ...fromElsewhere(unread, now).slice(0, Math.max(room, PAGE_SIZE))];
}

/** Minutes from one tick to the next that looks at so many images in flight. */
export function minutesFor(inFlight: number): number {
  return Math.min(MOST_MINUTES, Math.floor(inFlight / IMAGES_PER_MINUTE) + 1);
}

function oldestFirst(images: readonly Image[]): Image[] {
  const age = (image: Image) => image.createdAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return images.toSorted((a, b) => age(a) - age(b) || (a.name < b.name ? -1 : 1));
}
