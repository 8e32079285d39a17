/* Makes the calls of one decision. */

import { findImage, listTags } from '../aws/appstream/read.ts';
import { copyImage, deleteImage, removeTags, setTags } from '../aws/appstream/write.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Applier } from '../context.ts';
import { type Fault, withoutQuota } from '../core/decision/aws-error.ts';
import { type Decision, type Destination, imagesIn } from '../core/decision/decision.ts';
import type { Retiring } from '../core/decision/on-error.ts';
import { unannounced } from '../core/decision/replica.ts';
import { type Image, isStill } from '../core/image.ts';
import type { Wanted } from '../core/tags/destinations.ts';
import { holds, type Tags, tagKeys } from '../core/tags/keys.ts';
import { lineageTags, replicaDescription, replicaTags, unfollowedKeys } from '../core/tags/rule.ts';
import { isFinal } from '../core/tags/status.ts';
import { shareReplica } from './apply-share.ts';
import { retiringAmong } from './retiring.ts';

/** What a run has learnt of one region's quotas: after the first refusal no further copy is tried there. */
export interface Quota {
  refusal?: Fault;
  copying: boolean;
  /** The replicas there that are to be deleted, looked for once the quota of images is used up. */
  retiring?: Retiring;
}

/** A decision whose calls change images. */
export type Change = Extract<
  Decision,
  { do: 'copy' | 'delete replica' | 'announce success' | 'share' }
>;

/** What came of the calls. */
interface Applied {
  readonly fault?: Fault;
  /** True when all was done but the sharing. */
  readonly isOfShare?: boolean;
  /** True for a replica that had been finished before: there is nothing to announce. */
  readonly wasDone?: boolean;
  /** What was done in its place: nothing was changed. */
  readonly instead?: Decision;
  /** What has the replica's name, found when AWS said that something has it. */
  readonly taker?: Image;
}

/** Makes the calls of one decision. Never throws. */
export async function applyDecision(
  destination: Destination,
  decision: Change,
  quota: Quota,
  applier: Applier,
): Promise<Applied> {
  try {
    switch (decision.do) {
      case 'copy':
        return await copy(destination, decision.wanted, quota, applier);
      case 'delete replica':
        await remove(destination, decision.replica, applier);
        return {};
      case 'announce success':
        return await finish(destination, decision, applier);
      case 'share':
        return await share(destination, decision.replica, undefined, applier);
      default:
        return decision satisfies never;
    }
  } catch (error) {
    return { fault: faultFrom(error) };
  }
}

async function copy(
  destination: Destination,
  wanted: Wanted,
  quota: Quota,
  applier: Applier,
): Promise<Applied> {
  const { source } = destination;
  const { appstream, tagPrefix, account } = applier;
  if (quota.refusal) return { fault: quota.refusal };
  const description = replicaDescription(source, wanted.region, tagKeys(tagPrefix));
  try {
    await copyImage(appstream(source.region), source.name, wanted, description);
    quota.copying = true;
    return {};
  } catch (error) {
    const fault = faultFrom(error);
    if (fault.kind === 'quota') quota.refusal = fault;
    if (fault.kind === 'quota' && !quota.copying)
      quota.retiring = await retiringAmong(imagesIn(destination), applier);
    if (fault.kind !== 'exists') return { fault };
    // Another run may have been faster, or a listing may leave out what has the name.
    const { region, replicaName: name } = wanted;
    return { fault, taker: await findImage(appstream(region), region, name, account) };
  }
}

/**
 * Removes a failed replica: tags it with its lineage, since the role may only delete images that carry it, and deletes
 * it in a later run. It is read again right before, so that nothing else that has the name by now is deleted.
 */
async function remove(
  { source, region }: Destination,
  replica: Image,
  { appstream, tagPrefix, account }: Applier,
): Promise<void> {
  const client = appstream(region);
  const lineage = lineageTags(source, tagKeys(tagPrefix));
  const tags = await listTags(client, replica.arn);
  const present = await findImage(client, region, replica.name, account);
  if (!tags || !present || !isStill(present, replica)) return;
  if (holds(tags, lineage)) await deleteImage(client, present.name);
  else await setTags(client, present.arn, lineage);
}

/**
 * Brings a replica's tags in line with its source's. Of a replica that was there before, keys that the rule no longer
 * lets through are taken away.
 * @returns whether it had been finished before, and why it could not be shared; or what is done first
 */
async function finish(
  destination: Destination,
  decision: Extract<Change, { do: 'announce success' }>,
  applier: Applier,
): Promise<Applied> {
  const { source, region, status, grants } = destination;
  const { replica, mayBeDone } = decision;
  const { appstream, tagPrefix } = applier;
  const client = appstream(region);
  const keys = tagKeys(tagPrefix);
  const wanted = replicaTags(source, keys);
  // A replica whose copy was seen to begin since it was asked for has no tags yet, unless a run died while it shared it.
  const isFollowed = !isFinal(status) && status?.started !== undefined && !grants;
  const present: Tags = (!isFollowed && (await listTags(client, replica.arn))) || {};
  const wasDone = mayBeDone && holds(present, lineageTags(source, keys));
  if (mayBeDone && !wasDone) return { instead: unannounced(decision) };
  if (!holds(present, wanted)) await setTags(client, replica.arn, wanted);
  const superfluous = unfollowedKeys(source, present, keys);
  if (superfluous.length > 0) await removeTags(client, replica.arn, superfluous);
  return { wasDone, ...(await share(destination, replica, { ...present, ...wanted }, applier)) };
}

/** Shares a replica as is wanted. @param tags of the replica; undefined to read them. Never throws. */
async function share(
  { source, grants, region }: Destination,
  replica: Image,
  tags: Tags | undefined,
  applier: Applier,
): Promise<Applied> {
  if (!grants) return {};
  if ('fault' in grants) return { fault: withoutQuota(grants.fault), isOfShare: true };
  try {
    const present = tags ?? (await listTags(applier.appstream(region), replica.arn)) ?? {};
    const fault = await shareReplica(source, replica, grants, present, applier);
    return fault ? { fault, isOfShare: true } : {};
  } catch (error) {
    return { fault: withoutQuota(faultFrom(error)), isOfShare: true };
  }
}
