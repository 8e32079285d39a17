/* Reads the destination regions that decisions depend on. */

import pMap from 'p-map';
import { findImages, pagesOf, readRegion } from '../aws/appstream/read.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Observer } from '../context.ts';
import type { Destination, Observed } from '../core/decision/decision.ts';
import { groupBy } from '../core/group-by.ts';
import { LISTINGS_AT_ONCE } from '../core/limits.ts';
import { WAITS } from '../core/message/wait-code.ts';
import { dueOf } from '../core/tags/due.ts';
import { lineageOfReplica } from '../core/tags/lineage.ts';
import { isFinal } from '../core/tags/status.ts';
import type { ProcessMemory } from '../process-memory.ts';

/**
 * What can be seen of the regions of these destinations, as far as there is time. Never throws.
 * @param tick the memory of a process that makes a tick: it asks for replicas by name where that takes fewer calls
 */
export async function observeRegions(
  destinations: readonly Destination[],
  observer: Observer,
  tick?: ProcessMemory,
): Promise<Map<string, Observed>> {
  const observed = new Map<string, Observed>();
  const observeInTime = async ([region, those]: [string, readonly Destination[]]) => {
    if (observer.timeLeft() <= 0) return;
    const replicas = tick && (await findReplicas(region, those, observer, tick));
    observed.set(region, replicas ?? (await listRegion(region, those, observer, tick)));
  };
  const byRegion = groupBy(destinations, ({ region }) => region);
  await pMap(byRegion, observeInTime, { concurrency: LISTINGS_AT_ONCE });
  return observed;
}

async function listRegion(
  region: string,
  destinations: readonly Destination[],
  observer: Observer,
  tick?: ProcessMemory,
) {
  const { appstream, account, shareAccounts } = observer;
  // People may have shared a replica before its end could be announced.
  const isAnnouncing = destinations.some(
    ({ status }) => status && dueOf(status) && isFinal(status),
  );
  const withShared = shareAccounts.length > 0 || isAnnouncing;
  const observed = await readRegion(appstream(region), region, account, withShared);
  if (!tick || 'fault' in observed) return observed;
  const pages = Math.max(1, pagesOf(observed.images.length));
  tick.notePages(region, withShared ? pages + 1 : pages);
  // What is on its way and younger than what this process knows of its source was begun by another process.
  for (const image of observed.images) {
    const lineage = image.phase === 'UNSETTLED' ? lineageOfReplica(image) : undefined;
    if (lineage?.region === observer.region && image.createdAt)
      tick.noteReplica(lineage.name, image.createdAt);
  }
  return observed;
}

/**
 * The replicas that these destinations are waiting for, by name. All other decisions need to know what else is in the
 * region: whether a name is free, and which of the quotas is used up.
 * @returns undefined where the region has to be listed
 */
async function findReplicas(
  region: string,
  destinations: readonly Destination[],
  { appstream, account }: Observer,
  memory: ProcessMemory,
): Promise<Observed | undefined> {
  const names = destinations.flatMap((each) => awaitedReplica(each) ?? []);
  const isFewer = pagesOf(names.length) < memory.pagesOf(region);
  if (names.length < destinations.length || !isFewer) return undefined;
  try {
    const images = await findImages(appstream(region), region, names, account);
    return images && { images };
  } catch (error) {
    return { fault: faultFrom(error) };
  }
}

/** Name of the replica whose end is the only thing that a destination waits for. */
function awaitedReplica({ status, wanted }: Destination): string | undefined {
  if (status?.word !== 'COPYING' || status.code === WAITS.notVisible) return undefined;
  const isOther = wanted && wanted.replicaName !== status.replicaName;
  return isOther ? undefined : status.replicaName;
}
