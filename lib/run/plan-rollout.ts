/* Observes fleets and decides about each; writes nothing. */

import pMap from 'p-map';
import { findFleet, listFleets } from '../aws/appstream/fleets.ts';
import { listTags } from '../aws/appstream/read.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Observer } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import { LISTINGS_AT_ONCE, TAG_READS_AT_ONCE } from '../core/limits.ts';
import { decideFleet } from '../core/rollout/decide-fleet.ts';
import { buildOf, chooseImage, type FamilyImage, gateOf } from '../core/rollout/family-image.ts';
import { type Fleet, readFleetRule } from '../core/rollout/fleet.ts';
import type { FleetCase, FleetDecision } from '../core/rollout/fleet-decision.ts';
import { parseFleetStatus } from '../core/rollout/fleet-status.ts';
import { type Tags, tagKeys } from '../core/tags/keys.ts';
import type { Member } from '../core/tags/source.ts';
import { familyImagesOf, readFamilyReplicas } from './family-replicas.ts';
import { readMembers } from './read-members.ts';

/** A fleet that follows a family, or has a status, and what is to be done about it. */
export interface PlannedFleet {
  readonly fleetCase: FleetCase;
  readonly decision: FleetDecision;
  readonly tags: Tags;
  readonly families: Families;
}

/** The images that a region has of all families, and their source images. */
export interface Families {
  readonly images: readonly FamilyImage[];
  readonly members: readonly Member[];
}

/** One region: its fleets, or why nothing can be said of them. */
export type RegionRollout =
  | { readonly region: string; readonly planned: readonly PlannedFleet[] }
  | { readonly region: string; readonly fault: Fault };

/**
 * Decides about every fleet that follows a family, in the source region and in each region that a rule names.
 * @param only the region to look at besides the source region; all regions where a family moves together
 * @throws when a source image cannot be read: it might be the newest of any family
 */
export async function planRollout(observer: Observer, only?: string): Promise<RegionRollout[]> {
  const members = await readMembers(observer);
  const isTogether = members.some(({ rule }) => rule?.family && rule.rollout !== 'each');
  const named = members.flatMap(({ destinations }) => destinations.map(({ region }) => region));
  const all = new Set([observer.region, ...named]);
  const regions = only === undefined || isTogether ? all : new Set([observer.region, only]);
  return pMap(regions, (region) => planRegion(region, members, observer), {
    concurrency: LISTINGS_AT_ONCE,
  });
}

/** The images of a region are read only where a fleet follows a family. */
async function planRegion(
  region: string,
  members: readonly Member[],
  observer: Observer,
): Promise<RegionRollout> {
  try {
    const client = observer.appstream(region);
    const keys = tagKeys(observer.tagPrefix);
    const fleets = await listFleets(client);
    const read = async (fleet: Fleet) => ({ fleet, tags: await listTags(client, fleet.arn) });
    const tagged = await pMap(fleets, read, { concurrency: TAG_READS_AT_ONCE });
    const following = tagged.flatMap(({ fleet, tags }) =>
      tags && (tags[keys.follow] ?? tags[keys.fleetStatus]) !== undefined ? [{ fleet, tags }] : [],
    );
    if (following.length === 0) return { region, planned: [] };
    const families = { images: await readImages(region, members, observer), members };
    return {
      region,
      planned: following.map(({ fleet, tags }) => planFleet(fleet, tags, families, observer)),
    };
  } catch (error) {
    return { region, fault: faultFrom(error) };
  }
}

async function readImages(
  region: string,
  members: readonly Member[],
  observer: Observer,
): Promise<FamilyImage[]> {
  const replicas = await readFamilyReplicas(region, members, observer);
  const sources = members.flatMap((member): FamilyImage[] => {
    const { image, rule } = member;
    const isHere = image.region === region && image.phase === 'AVAILABLE';
    if (!isHere || rule?.family === undefined) return [];
    return [{ image, family: rule.family, source: buildOf(image), gate: gateOf(member) }];
  });
  return [...sources, ...familyImagesOf(replicas, tagKeys(observer.tagPrefix))];
}

function planFleet(fleet: Fleet, tags: Tags, families: Families, observer: Observer): PlannedFleet {
  const { images, members } = families;
  const keys = tagKeys(observer.tagPrefix);
  const now = observer.now();
  const rule = readFleetRule(tags, keys);
  const fleetCase: FleetCase = {
    fleet,
    rule,
    status: parseFleetStatus(tags[keys.fleetStatus], now),
    present: images.find(({ image }) => image.name === fleet.imageName),
    choice: rule?.follow ? chooseImage(rule.follow, fleet.region, images, members) : {},
    limits: observer.limits,
    now,
  };
  return { fleetCase, decision: decideFleet(fleetCase), tags, families };
}

/** Looks at a fleet again, which may be gone, and decides anew. Throws what the SDK throws. */
export async function planFleetAgain(
  { fleetCase, families }: PlannedFleet,
  observer: Observer,
): Promise<PlannedFleet | 'gone'> {
  const { name, region, arn } = fleetCase.fleet;
  const client = observer.appstream(region);
  const tags = await listTags(client, arn);
  const fleet = await findFleet(client, name);
  return tags && fleet ? planFleet(fleet, tags, families, observer) : 'gone';
}
