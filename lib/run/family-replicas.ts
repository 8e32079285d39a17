/* Finds the finished replicas of families in a region. */

import pMap from 'p-map';
import { findImage, listImages, listTags } from '../aws/appstream/read.ts';
import type { Observer } from '../context.ts';
import { type Image, parseImageArn } from '../core/image.ts';
import { TAG_READS_AT_ONCE } from '../core/limits.ts';
import type { Ranked } from '../core/retention/family.ts';
import { type FamilyImage, gateOf, gateWithoutSource } from '../core/rollout/family-image.ts';
import { familyOf } from '../core/tags/family.ts';
import { type FamilyCorrection, familyCorrection } from '../core/tags/family-correction.ts';
import { type TagKeys, type Tags, tagKeys } from '../core/tags/keys.ts';
import { lineageOfReplica } from '../core/tags/lineage.ts';
import type { Member } from '../core/tags/source.ts';
import { iso, parseIso } from '../core/text.ts';

/** A finished replica of ours that has a family, or has a tag from the time when it had one. */
export interface FamilyReplica extends Ranked {
  readonly tags: Tags;
  /** The source image, while that is there. */
  readonly member: Member | undefined;
  /** What makes its tags say of the family what its source image says; undefined when they do, or when that is gone. */
  readonly correction: FamilyCorrection | undefined;
}

/**
 * The replicas of a region that are AVAILABLE, ours, and have a family, or a tag from the time when they had one.
 * AppStream may list images apart that their owner has shared. Throws what the SDK throws.
 */
export async function readFamilyReplicas(
  region: string,
  members: readonly Member[],
  observer: Observer,
): Promise<FamilyReplica[]> {
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

/** The replicas that have a family, and whether fleets may move to them. */
export function familyImagesOf(replicas: readonly FamilyReplica[], keys: TagKeys): FamilyImage[] {
  return replicas.flatMap(({ replica, family, source, tags, member }): FamilyImage[] => {
    if (family === undefined) return [];
    const gate = member ? gateOf(member) : gateWithoutSource(tags, keys, source);
    return [{ image: replica, family, source, gate }];
  });
}

/** A finished replica of this stack: its description and its tags name one and the same build of the source region. */
function replicaOf(
  replica: Image,
  tags: Tags,
  members: readonly Member[],
  { region: home, tagPrefix }: Observer,
): FamilyReplica[] {
  const keys = tagKeys(tagPrefix);
  const lineage = lineageOfReplica(replica);
  const arn = tags[keys.source] ?? '';
  const parsed = parseImageArn(arn);
  const createdAt = parseIso(tags[keys.sourceCreated]);
  const isOurs =
    lineage?.region === home &&
    parsed?.region === home &&
    parsed.account === parseImageArn(replica.arn)?.account &&
    parsed.name === lineage.name &&
    tags[keys.sourceCreated] === lineage.createdAt &&
    tags[keys.to] === undefined;
  if (!isOurs || !createdAt) return [];
  const { name } = lineage;
  const member = members.find(
    ({ image }) => image.name === name && iso(image.createdAt) === lineage.createdAt,
  );
  const family = familyOf(member ? member.image.tags : tags, keys);
  const correction = member && familyCorrection(tags, member.image, keys);
  if (family === undefined && tags[keys.retireAt] === undefined && !correction) return [];
  const source = { arn, name, region: home, createdAt };
  return [{ replica, family, source, tags, member, correction }];
}

/** Whether the very replica is there, and not about to be gone. Throws what the SDK throws. */
export async function isThere(
  { region, name, createdAt }: Image,
  { appstream, account }: Observer,
): Promise<boolean> {
  const present = await findImage(appstream(region), region, name, account);
  return present?.phase === 'AVAILABLE' && present.createdAt?.getTime() === createdAt?.getTime();
}
