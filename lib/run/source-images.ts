/* Finds the source images that a run is about. */

import { findImage, listOwn } from '../aws/appstream/read.ts';
import type { Observer } from '../context.ts';
import { isTick, type Scope } from '../core/event.ts';
import type { Image } from '../core/image.ts';
import type { ProcessMemory } from '../process-memory.ts';

/** What source source images needs. */
interface Finder extends Pick<Observer, 'region' | 'account' | 'appstream' | 'now'> {
  readonly memory?: ProcessMemory;
}

/**
 * The images that a run is about, the oldest first. AppStream may list images apart that their owner has shared: a sweep
 * lists those too, a tick only when the last sweep found some. A tick leaves out what is left to the sweep. Throws what
 * the SDK throws.
 */
export async function sourceImagesOf(scope: Scope, finder: Finder): Promise<Image[]> {
  const { region, account, appstream, memory, now } = finder;
  const client = appstream(region);
  if (scope.kind === 'image') {
    const image = await findImage(client, region, scope.name, account);
    return image ? [image] : [];
  }
  const listsShared = !isTick(scope) || memory?.hasShared === true;
  const { images, apart } = await listOwn(client, region, account, listsShared);
  if (memory && listsShared) memory.hasShared = apart.length > 0;
  const age = (image: Image) => image.createdAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return [...images, ...apart]
    .filter((image) => !isTick(scope) || !memory?.isRefused(image, now()))
    .sort((a, b) => age(a) - age(b) || a.name.localeCompare(b.name));
}
