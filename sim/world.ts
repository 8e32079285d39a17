/* The account beside its API: what people do to it by hand. */
import type { Console } from './world/console.ts';
import { type FleetWorld, fleetWorld } from './world/fleets.ts';
import { type ImageBuilderWorld, imageBuilderWorld } from './world/image-builders.ts';
import { type ImageWorld, imageWorld } from './world/images.ts';
import { type RegionWorld, regionWorld } from './world/regions.ts';

/**
 * The account as somebody with a console sees and changes it: in process, at once, and without a call.
 * Quotas do not bind what is done here. Methods throw an Error for a resource that does not exist,
 * and for names and tags that AppStream cannot hold.
 */
export interface World extends ImageWorld, FleetWorld, ImageBuilderWorld, RegionWorld {}

export function createWorld(console: Console): World {
  return {
    ...imageWorld(console),
    ...fleetWorld(console),
    ...imageBuilderWorld(console),
    ...regionWorld(console),
  };
}
