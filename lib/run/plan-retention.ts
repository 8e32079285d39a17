/* Observes families and decides which replicas may go; writes nothing. */

import pMap from 'p-map';
import { isShared, readUsers } from '../aws/appstream/users.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Observer } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import { LISTINGS_AT_ONCE, TAG_READS_AT_ONCE } from '../core/limits.ts';
import { newestMembers, ranksOf } from '../core/retention/family.ts';
import { parseNotice } from '../core/retention/notice.ts';
import {
  decideRetirement,
  type RetentionDecision,
  type Retirement,
} from '../core/retention/retire.ts';
import { tagKeys } from '../core/tags/keys.ts';
import type { Member } from '../core/tags/source.ts';
import { type FamilyReplica, readFamilyReplicas } from './family-replicas.ts';
import { readNextImages } from './next-images.ts';
import { readMembers } from './read-members.ts';
import { NO_TIME } from './read-tags.ts';

/** A replica of ours that has a family, and what is to be done about it. */
export interface PlannedRetirement extends FamilyReplica {
  /** The newest source image of the family. */
  readonly newest: Member | undefined;
  readonly retirement: Retirement;
  readonly decision: RetentionDecision;
}

/** One region: its replicas that have a family, or why nothing can be said of them. */
export type RegionRetention =
  | { readonly region: string; readonly planned: readonly PlannedRetirement[] }
  | { readonly region: string; readonly fault: Fault };

/**
 * Decides about every replica of a family, in each region that a source image names. A region of which something cannot
 * be read is left alone as a whole.
 */
export async function planRetention(
  members: readonly Member[],
  observer: Observer,
): Promise<RegionRetention[]> {
  const regions = new Set(
    members.flatMap(({ destinations }) => destinations.map(({ region }) => region)),
  );
  return pMap(regions, (region) => planRegion(region, members, observer), {
    concurrency: LISTINGS_AT_ONCE,
  });
}

async function planRegion(
  region: string,
  members: readonly Member[],
  observer: Observer,
): Promise<RegionRetention> {
  if (observer.timeLeft() <= 0) return { region, fault: NO_TIME };
  try {
    return { region, planned: await decideRegion(region, members, observer) };
  } catch (error) {
    return { region, fault: faultFrom(error) };
  }
}

/**
 * Looks at a replica again, and at all that its retirement rests on: also at a source image that no listing showed.
 * @returns undefined when it is not there any more, or is another
 * @throws what the SDK throws
 */
export async function planAgain(
  { replica, source, newest }: PlannedRetirement,
  members: readonly Member[],
  observer: Observer,
): Promise<PlannedRetirement | undefined> {
  const decisive = new Set([source.name, newest?.image.name ?? source.name]);
  const others = members.filter(({ image }) => !decisive.has(image.name));
  const anew = [...others, ...(await readMembers(observer, [...decisive]))];
  const planned = await decideRegion(replica.region, anew, observer);
  return planned.find(
    (each) =>
      each.replica.arn === replica.arn &&
      each.replica.createdAt?.getTime() === replica.createdAt?.getTime(),
  );
}

async function decideRegion(
  region: string,
  members: readonly Member[],
  observer: Observer,
): Promise<PlannedRetirement[]> {
  const replicas = await readFamilyReplicas(region, members, observer);
  if (replicas.length === 0) return [];
  const { appstream, now, tagPrefix } = observer;
  const client = appstream(region);
  const userOf = await readUsers(client);
  const { rollout } = observer;
  let next: Promise<ReadonlyMap<string, string>> | undefined;
  const fleetFor = async (name: string) => {
    if (!rollout) return undefined;
    next ??= readNextImages(region, replicas, members, observer);
    return (await next).get(name);
  };
  const newest = newestMembers(members);
  const newestOf = (family: string | undefined) =>
    family === undefined ? undefined : newest.get(family);
  return pMap(
    ranksOf(replicas),
    async ([each, rank]) => {
      const { replica, family, member, tags } = each;
      const destination = member?.destinations.find((other) => other.region === region);
      const { status, wanted } = destination ?? {};
      const retirement: Retirement = {
        rank,
        keep: newestOf(family)?.rule?.keep,
        status: status?.replicaName === replica.name ? status : undefined,
        wanted: wanted?.replicaName === replica.name ? wanted : undefined,
        user: userOf(replica),
        notice: parseNotice(tags[tagKeys(tagPrefix).retireAt]),
        now: now(),
      };
      const decided = await decideUnlessHeld(retirement, async () => {
        if (await isShared(client, replica.name)) return 'it is shared with other accounts';
        const fleet = await fleetFor(replica.name);
        return fleet && `the fleet ${fleet} is to use it`;
      });
      return { ...each, newest: newestOf(family), ...decided };
    },
    { concurrency: TAG_READS_AT_ONCE },
  );
}

/** Asks whom a replica is shared with, and which fleets are to get it, only where nothing else speaks for keeping it. */
async function decideUnlessHeld(
  retirement: Retirement,
  holderOf: () => Promise<string | undefined>,
): Promise<Pick<PlannedRetirement, 'retirement' | 'decision'>> {
  const decision = decideRetirement(retirement);
  if (['keep', 'put off'].includes(decision.do)) return { retirement, decision };
  const user = await holderOf();
  if (user === undefined) return { retirement, decision };
  const held = { ...retirement, user };
  return { retirement: held, decision: decideRetirement(held) };
}
