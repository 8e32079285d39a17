/* Observes families and decides which replicas may go; writes nothing. */

import pMap from 'p-map';
import { listImages, listTags } from '../aws/appstream/read.ts';
import { isShared, readUsers } from '../aws/appstream/users.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Observer } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import { type Image, parseImageArn } from '../core/image.ts';
import { LISTINGS_AT_ONCE, TAG_READS_AT_ONCE } from '../core/limits.ts';
import { newestMembers, type Ranked, ranksOf } from '../core/retention/family.ts';
import { parseNotice } from '../core/retention/notice.ts';
import {
  decideRetirement,
  type RetentionDecision,
  type Retirement,
} from '../core/retention/retire.ts';
import { familyOf } from '../core/tags/family.ts';
import { type Tags, tagKeys } from '../core/tags/keys.ts';
import { lineageOfReplica } from '../core/tags/lineage.ts';
import type { Source } from '../core/tags/source.ts';
import { iso } from '../core/text.ts';
import { readSources } from './read-tags.ts';
import { sourceImagesOf } from './source-images.ts';

type Member = Extract<Source, { kind: 'replicated' }>;

/** A replica of ours that has a family, and what is to be done about it. */
export interface PlannedRetirement extends Ranked {
  /** The source image, while that is there. */
  readonly member: Member | undefined;
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
 * @throws when a source image cannot be read: it might be the newest of any family
 */
export async function planRetention(observer: Observer): Promise<RegionRetention[]> {
  const images = await sourceImagesOf({ kind: 'all', trigger: 'manual' }, observer);
  const sources = await readSources(images, observer);
  const unread = sources.find((source) => source.kind === 'unread');
  if (unread) {
    const { code, message } = unread.fault;
    throw new Error(`the tags of ${unread.image.name} could not be read: ${code}: ${message}`);
  }
  const members = sources.filter((source) => source.kind === 'replicated');
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
  try {
    const replicas = await readReplicas(region, members, observer);
    return { region, planned: await decideAll(region, replicas, members, observer) };
  } catch (error) {
    return { region, fault: faultFrom(error) };
  }
}

interface Replica extends Ranked {
  readonly tags: Tags;
  readonly member: Member | undefined;
}

/** AppStream may list images apart that their owner has shared. */
async function readReplicas(
  region: string,
  members: readonly Member[],
  observer: Observer,
): Promise<Replica[]> {
  const { appstream, account } = observer;
  const client = appstream(region);
  const listed = [
    ...(await listImages(client, region, account)),
    ...(await listImages(client, region, account, 'SHARED')),
  ];
  const images = [...new Map(listed.map((image) => [image.arn, image])).values()];
  const read = async (image: Image) => {
    const isCandidate = image.phase === 'AVAILABLE' && lineageOfReplica(image) !== undefined;
    const tags = isCandidate ? await listTags(client, image.arn) : undefined;
    return tags ? replicaOf(image, tags, members, observer) : [];
  };
  return (await pMap(images, read, { concurrency: TAG_READS_AT_ONCE })).flat();
}

/** A finished replica of this stack: its description and its tags name one and the same build of the source region. */
function replicaOf(
  replica: Image,
  tags: Tags,
  members: readonly Member[],
  { region: home, tagPrefix }: Observer,
): Replica[] {
  const keys = tagKeys(tagPrefix);
  const lineage = lineageOfReplica(replica);
  const source = parseImageArn(tags[keys.source] ?? '');
  const isOurs =
    lineage?.region === home &&
    source?.region === home &&
    source.account === parseImageArn(replica.arn)?.account &&
    source.name === lineage.name &&
    tags[keys.sourceCreated] === lineage.createdAt &&
    tags[keys.to] === undefined;
  if (!isOurs) return [];
  const { name, createdAt } = lineage;
  const member = members.find(
    ({ image }) => image.name === name && iso(image.createdAt) === createdAt,
  );
  const family = familyOf(member ? member.image.tags : tags, keys);
  return family === undefined
    ? []
    : [{ replica, family, source: { name, createdAt }, tags, member }];
}

async function decideAll(
  region: string,
  replicas: readonly Replica[],
  members: readonly Member[],
  { appstream, now, tagPrefix }: Observer,
): Promise<PlannedRetirement[]> {
  if (replicas.length === 0) return [];
  const client = appstream(region);
  const userOf = await readUsers(client);
  const newest = newestMembers(members);
  return pMap(
    ranksOf(replicas),
    async ([{ tags, ...ranked }, rank]) => {
      const { replica, family, member } = ranked;
      const destination = member?.destinations.find((each) => each.region === region);
      const status = destination?.status;
      const retirement: Retirement = {
        rank,
        keep: newest.get(family)?.rule?.keep,
        status: status?.replicaName === replica.name ? status : undefined,
        isWanted: destination?.wanted?.replicaName === replica.name,
        user: userOf(replica),
        notice: parseNotice(tags[tagKeys(tagPrefix).retireAt]),
        now: now(),
      };
      const decided = await decideUnlessShared(retirement, () => isShared(client, replica.name));
      return { ...ranked, newest: newest.get(family), ...decided };
    },
    { concurrency: TAG_READS_AT_ONCE },
  );
}

/** Asks whom a replica is shared with only where everything else speaks against keeping it. */
async function decideUnlessShared(
  retirement: Retirement,
  isSharedNow: () => Promise<boolean>,
): Promise<Pick<PlannedRetirement, 'retirement' | 'decision'>> {
  const decision = decideRetirement(retirement);
  if (['keep', 'put off'].includes(decision.do) || !(await isSharedNow()))
    return { retirement, decision };
  const shared = { ...retirement, user: 'it is shared with other accounts' };
  return { retirement: shared, decision: decideRetirement(shared) };
}
