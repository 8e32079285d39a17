import type { Announcer } from './announce.ts';
import { copyImage, deleteImage, removeTags, setTags } from './aws/act.ts';
import { faultFrom } from './aws/errors.ts';
import { findImage, listTags } from './aws/observe.ts';
import type { Decision, Situation } from './core/decision.ts';
import type { Fault } from './core/fault.ts';
import type { Image, SourceImage } from './core/image.ts';
import {
  lineageTags,
  replicaDescription,
  replicaTags,
  unfollowedKeys,
  type Wanted,
} from './core/rule.ts';
import { isFinal } from './core/status.ts';
import { type Tags, tagKeys } from './core/tags.ts';
import type { Meter } from './observability.ts';
import type { Looker } from './survey.ts';

/** What acting needs, on top of what looking needs. */
export interface Actor extends Looker, Announcer {
  readonly meter: Meter;
  /** True for a person at a command line: what they may not do is their error, and says nothing of the replication. */
  readonly isPerson: boolean;
}

/** What a run has learnt of one region's quotas: after the first refusal no further copy is tried there. */
export interface Quota {
  refusal?: Fault;
  copying: boolean;
}

/** A decision whose calls change images. */
export type Deed = Extract<Decision, { do: 'copy' | 'remove' | 'finish' }>;

/** What came of the calls. */
export interface Performed {
  readonly fault?: Fault;
  /** True for a replica that had been finished before: there is nothing to announce. */
  readonly wasDone?: boolean;
  /** What has the replica's name, found when AWS said that something has it. */
  readonly taker?: Image;
}

/** Makes the calls of one decision. Never throws. */
export async function perform(
  situation: Situation,
  decision: Deed,
  quota: Quota,
  actor: Actor,
): Promise<Performed> {
  try {
    switch (decision.do) {
      case 'copy':
        return await copy(situation.source, decision.wanted, quota, actor);
      case 'remove':
        await remove(situation, decision.replica, actor);
        return {};
      case 'finish':
        return { wasDone: await finish(situation, decision, actor) };
      default:
        return decision satisfies never;
    }
  } catch (error) {
    return { fault: faultFrom(error) };
  }
}

async function copy(
  source: SourceImage,
  wanted: Wanted,
  quota: Quota,
  { appstream, tagPrefix, account }: Actor,
): Promise<Performed> {
  if (quota.refusal) return { fault: quota.refusal };
  const description = replicaDescription(source, wanted.region, tagKeys(tagPrefix));
  try {
    await copyImage(appstream(source.region), source.name, wanted, description);
    quota.copying = true;
    return {};
  } catch (error) {
    const fault = faultFrom(error);
    if (fault.kind === 'quota') quota.refusal = fault;
    if (fault.kind !== 'exists') return { fault };
    // Another run may have been faster, or a listing may leave out what has the name.
    const { region, name } = wanted;
    return { fault, taker: await findImage(appstream(region), region, name, account) };
  }
}

/**
 * Removes a failed replica: tags it with its lineage, since the role may only delete images that carry it, and deletes
 * it in a later run. It is looked at again right before, so that nothing else that has the name by now is deleted.
 */
async function remove(
  { source, region }: Situation,
  replica: Image,
  { appstream, tagPrefix, account }: Actor,
): Promise<void> {
  const client = appstream(region);
  const lineage = lineageTags(source, tagKeys(tagPrefix));
  const tags = await listTags(client, replica.arn);
  const present = await findImage(client, region, replica.name, account);
  if (!tags || !present || !isSame(present, replica)) return;
  if (holds(tags, lineage)) await deleteImage(client, present.name);
  else await setTags(client, present.arn, lineage);
}

function isSame(present: Image, replica: Image): boolean {
  return (
    present.createdAt?.getTime() === replica.createdAt?.getTime() &&
    present.description === replica.description &&
    present.hasBuilder === replica.hasBuilder &&
    present.phase === 'FAILED'
  );
}

/**
 * Brings a replica's tags in line with its source's. Of a replica that was there before, keys that the rule no longer
 * lets through are taken away.
 * @returns whether it had been finished before
 */
async function finish(
  { source, region, status }: Situation,
  { replica, mayBeDone }: Extract<Deed, { do: 'finish' }>,
  { appstream, tagPrefix }: Actor,
): Promise<boolean> {
  const client = appstream(region);
  const keys = tagKeys(tagPrefix);
  const wanted = replicaTags(source, keys);
  // A replica whose copy was seen to begin since it was asked for has no tags yet.
  const isFollowed = !isFinal(status) && status?.started !== undefined;
  const present: Tags = (!isFollowed && (await listTags(client, replica.arn))) || {};
  if (!holds(present, wanted)) await setTags(client, replica.arn, wanted);
  const superfluous = unfollowedKeys(source, present, keys);
  if (superfluous.length > 0) await removeTags(client, replica.arn, superfluous);
  return mayBeDone && holds(present, lineageTags(source, keys));
}

function holds(tags: Tags, wanted: Tags): boolean {
  return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}
