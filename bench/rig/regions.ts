/* Source images and destination regions for measurements. */

import { KNOWN_REGIONS } from '../../lib/core/region.ts';
import type { World } from '../../sim/index.ts';
import { HOME } from './rig.ts';

const DESTINATIONS = KNOWN_REGIONS.filter(
  (region) => region !== HOME && !region.startsWith('us-gov-'),
);

/** So many destination regions: 20 at most. */
export function destinations(count: number): readonly string[] {
  return DESTINATIONS.slice(0, count);
}

/** An account that replicas are shared with. */
export const SHARED_WITH = '111122223333';

export interface Images {
  readonly images: number;
  readonly regions: number;
  /** Copies that each region takes at once. */
  readonly quota: number;
  /** Whether the replicas are to be shared, too. */
  readonly isShared?: boolean;
}

/** Puts images into the source region, each to be replicated to the same regions, the first of them the oldest. */
export function tagImages(
  world: World,
  now: Date,
  { images, regions, quota, isShared }: Images,
): void {
  const to = destinations(regions);
  for (const region of to) world.quota(region, { copies: quota, images: 100_000 });
  for (let n = 0; n < images; n += 1) {
    world.createImage(HOME, {
      name: `image-${n}`,
      createdAt: new Date(now.getTime() - (images - n) * 1000),
      tags: {
        'replicate:to': to.join(' '),
        ...(isShared && { 'replicate:share': SHARED_WITH }),
      },
    });
  }
}
