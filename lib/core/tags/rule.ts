/* The rule that people write on a source image: its destinations, and what follows it. */

import { parseImageArn, type SourceImage } from '../image.ts';
import { iso } from '../text.ts';
import {
  DEFAULT_DESCRIPTION,
  fill,
  fingerprint,
  readDestinations,
  type Wanted,
} from './destinations.ts';
import { type RolloutPace, readFamily, TOGETHER } from './family.ts';
import { isAwsKey, isOwnKey, ruleKeys, type TagKeys, type Tags } from './keys.ts';
import { describeReplica } from './lineage.ts';
import type { RuleSet } from './rule-sets.ts';
import { parseShare, type Share } from './share.ts';

/** A source image's rule, read from its tags. */
export interface Rule {
  /** The destinations that are right, in the order of the tag. */
  readonly wanted: readonly Wanted[];
  /** Regions that the rule names and the stack does not allow; `problems` says so of each. */
  readonly refused: readonly string[];
  /** With which accounts the replicas are to be shared, as far as that is right; undefined for none. */
  readonly share: Share | undefined;
  /** What is wrong with the rest, each with what would be right. Empty for a valid rule. */
  readonly problems: readonly string[];
  /** The line of images that the source belongs to. */
  readonly family?: string;
  /** How many replicas of the family stay in each region; absent for all. */
  readonly keep?: number;
  /** When fleets of the family move to the image; absent where the tag cannot be read. */
  readonly rollout?: RolloutPace;
  /** Changes when anything in the rule changes, the regions and accounts that are refused, or what is wrong with its sets. */
  readonly fingerprint: string;
}

/** What the stack's owner has set that decides what a rule may ask for. */
export interface RulePolicy {
  /** The only regions that are allowed as destinations; empty for all. */
  readonly allowedRegions: readonly string[];
  /** The only accounts that replicas may be shared with; empty for none. */
  readonly shareAccounts: readonly string[];
  /** Named sets of destinations, for `@SET` in a rule. */
  readonly ruleSets: readonly RuleSet[];
  /** Whether old replicas may be deleted, for `keep` in a rule. */
  readonly retention: boolean;
  /** Whether fleets may be updated, for `rollout` in a rule. */
  readonly rollout: boolean;
}

/**
 * Reads the rule that people wrote on a source image.
 * @returns undefined when the image has no rule at all.
 *
 * @example
 * replicate:to = eu-west-1 ap-southeast-2=cad-apac
 */
export function parseRule(
  source: SourceImage,
  keys: TagKeys,
  policy: RulePolicy,
): Rule | undefined {
  const present = Object.keys(source.tags)
    .filter((key) => key.startsWith(keys.prefix) && !isOwnKey(keys, key))
    .sort();
  if (present.length === 0) return undefined;

  const known = ruleKeys(keys);
  const problems = present
    .filter((key) => !known.includes(key))
    .map((key) => `'${key}' is not a key of a rule; the keys are ${known.join(', ')}`);

  const { family, keep, rollout, problems: ofFamily } = readFamily(source.tags, keys);
  problems.push(...ofFamily);
  const ofRetention =
    keep === undefined || policy.retention
      ? []
      : [
          `'${keys.keep}' has no effect: the stack deletes no old replicas, as its parameter retention says; set that to true, or remove the tag`,
        ];

  const ofRollout =
    source.tags[keys.rollout] === undefined || policy.rollout
      ? []
      : [
          `'${keys.rollout}' has no effect: the stack updates no fleets, as its parameter rollout says; set that to true, or remove the tag`,
        ];

  const words = (source.tags[keys.to] ?? '').split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    problems.push(
      `'${keys.to}' names no destination; write regions separated by spaces, for example 'eu-west-1'`,
    );
  }
  const destinations = readDestinations(source, keys, words, policy);
  const { wanted, refused } = destinations;
  const account = parseImageArn(source.arn)?.account;
  const share = parseShare(source.tags[keys.share], keys.share, account, policy.shareAccounts);
  const byStack = [...destinations.byStack, ...share.refused, ...ofRetention, ...ofRollout];
  return {
    wanted,
    refused,
    share: share.share,
    problems: [
      ...problems,
      ...ofRetention,
      ...ofRollout,
      ...destinations.problems,
      ...share.problems,
    ],
    family,
    keep,
    rollout,
    fingerprint: fingerprint(
      iso(source.createdAt),
      ...present.flatMap((key) => [key, source.tags[key]]),
      // One more part, so that no tag can stand in its place: tags come in pairs.
      ...(byStack.length > 0 ? [byStack.toSorted().join(' ')] : []),
    ),
  };
}

/** The description of the replica in a region, lineage included. */
export function replicaDescription(source: SourceImage, region: string, keys: TagKeys): string {
  const { name, description } = source;
  const template = source.tags[keys.description] ?? DEFAULT_DESCRIPTION;
  return describeReplica(source, fill(template, { name, region, description }));
}

/**
 * The tags of every replica: the user's that the rule lets through, and the lineage. Keys that begin with the prefix
 * or with `aws:` never follow.
 */
export function replicaTags(source: SourceImage, keys: TagKeys): Tags {
  const choice = (source.tags[keys.tags] ?? 'all').trim();
  const chosen = choice.split(/\s+/);
  const follows = (key: string) =>
    !key.startsWith(keys.prefix) &&
    !isAwsKey(key) &&
    choice !== 'none' &&
    (choice === 'all' || chosen.includes(key));
  return {
    ...Object.fromEntries(Object.entries(source.tags).filter(([key]) => follows(key))),
    ...lineageTags(source, keys),
    ...familyTags(source, keys),
  };
}

/** The tags that say which source image a replica was copied from. */
export function lineageTags({ arn, createdAt }: SourceImage, keys: TagKeys): Tags {
  return { [keys.source]: arn, [keys.sourceCreated]: iso(createdAt) };
}

/**
 * The tags that say which family a replica belongs to, and that fleets do not move to it region by region, for when its
 * source is gone. None when its source has no family.
 */
export function familyTags({ tags }: Pick<SourceImage, 'tags'>, keys: TagKeys): Tags {
  const { family, rollout } = readFamily(tags, keys);
  if (family === undefined) return {};
  return { [keys.family]: family, ...(rollout !== 'each' && { [keys.rollout]: TOGETHER }) };
}

/**
 * Keys on a replica that came from its source under an earlier rule and no longer follow. A key that has another value
 * than the source's was set by somebody else and stays.
 */
export function unfollowedKeys(source: SourceImage, present: Tags, keys: TagKeys): string[] {
  const wanted = replicaTags(source, keys);
  const cameAlong = ([key, value]: [string, string]) =>
    !key.startsWith(keys.prefix) &&
    !isAwsKey(key) &&
    Object.hasOwn(source.tags, key) &&
    source.tags[key] === value;
  return Object.entries(present)
    .filter(cameAlong)
    .flatMap(([key]) => (Object.hasOwn(wanted, key) ? [] : [key]));
}
