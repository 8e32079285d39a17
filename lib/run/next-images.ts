/* Which images of a region fleets are still to move to. */

import { readFollows } from '../aws/appstream/fleets.ts';
import type { Observer } from '../context.ts';
import { chooseImage } from '../core/rollout/family-image.ts';
import { tagKeys } from '../core/tags/keys.ts';
import type { Member } from '../core/tags/source.ts';
import { type FamilyReplica, familyImagesOf } from './family-replicas.ts';

/**
 * A fleet for each replica that one is to move to, or has moved to: by the name of the replica. A fleet may wait for its
 * window, or for somebody. Throws what the SDK throws.
 */
export async function readNextImages(
  region: string,
  replicas: readonly FamilyReplica[],
  members: readonly Member[],
  { appstream, tagPrefix }: Observer,
): Promise<ReadonlyMap<string, string>> {
  const keys = tagKeys(tagPrefix);
  const images = familyImagesOf(replicas, keys);
  const follows = await readFollows(appstream(region), keys.follow);
  return new Map(
    follows.flatMap(({ fleet, follow }) => {
      const { target } = chooseImage(follow, region, images, members);
      return target ? [[target.image.name, fleet] as const] : [];
    }),
  );
}
