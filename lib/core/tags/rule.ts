/* The rule that people write on a source image: its destinations, and what follows it. */

import { createHash } from 'node:crypto';
import { exampleName, isReplicaName, MAX_REPLICA_NAME, type SourceImage } from '../image.ts';
import { isRegionShaped, nearestRegion, partitionOf } from '../region.ts';
import { iso } from '../text.ts';
import { familyOf, type RolloutPace, readFamily } from './family.ts';
import { isAwsKey, isOwnKey, ruleKeys, type TagKeys, type Tags } from './keys.ts';
import { describeReplica } from './lineage.ts';

/** One destination as the rule on a source image wants it. */
export interface Wanted {
  readonly region: string;
  readonly replicaName: string;
  /** Changes when the rule for this destination, or the source image itself, changes. */
  readonly fingerprint: string;
  /** The fingerprint that version 0.1.0 gave the same rule: its statuses stand. */
  readonly fingerprintBefore: string;
}

/** A source image's rule, read from its tags. */
export interface Rule {
  /** The destinations that are right, in the order of the tag. */
  readonly wanted: readonly Wanted[];
  /** Regions that the rule names and the stack does not allow; `problems` says so of each. */
  readonly refused: readonly string[];
  /** What is wrong with the rest, each with what would be right. Empty for a valid rule. */
  readonly problems: readonly string[];
  /** The line of images that the source belongs to. */
  readonly family?: string;
  /** How many replicas of the family stay in each region; absent for all. */
  readonly keep?: number;
  /** When fleets of the family move to the image; absent where the tag cannot be read. */
  readonly rollout?: RolloutPace;
  /** Changes when anything in the rule changes, or the regions that are refused. */
  readonly fingerprint: string;
}

/** How the fingerprints of rules are written. */
export const FINGERPRINT = /^[0-9a-f]{8}$/;

/** What {@link isReplicaName} asks of a name, for people. */
const NAMES = `a name has 1 to ${MAX_REPLICA_NAME} letters, digits, '_', '.' or '-', begins with a letter or digit, and does not begin with aws, amazon or appstream (@name and @region are filled in)`;

const DEFAULT_NAME = '@name';
const DEFAULT_DESCRIPTION = '@description';

/**
 * Reads the rule that people wrote on a source image.
 * @param allowedRegions the only regions that the stack allows as destinations; empty for all
 * @returns undefined when the image has no rule at all.
 *
 * @example
 * replicate:to = eu-west-1 ap-southeast-2=cad-apac
 */
export function parseRule(
  source: SourceImage,
  keys: TagKeys,
  allowedRegions: readonly string[],
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

  const tokens = (source.tags[keys.to] ?? '').split(/\s+/).filter(Boolean);
  if (tokens.length === 0) {
    problems.push(
      `'${keys.to}' names no destination; write regions separated by spaces, for example 'eu-west-1'`,
    );
  }
  const wanted: Wanted[] = [];
  const refused: string[] = [];
  for (const [region, names] of byRegion(tokens)) {
    const problem = regionProblem(source, region, names.length);
    if (problem !== undefined) {
      problems.push(problem);
    } else if (allowedRegions.length > 0 && !allowedRegions.includes(region)) {
      refused.push(region);
      problems.push(
        `${region} is not among the regions that the stack allows; its parameter allowedRegions has ${allowedRegions.join(', ')}`,
      );
    } else {
      const destination = readDestination(source, keys, region, names[0]);
      if (typeof destination === 'string') problems.push(destination);
      else wanted.push(destination);
    }
  }
  return {
    wanted,
    refused,
    problems,
    family,
    keep,
    rollout,
    fingerprint: fingerprint(
      iso(source.createdAt),
      ...present.flatMap((key) => [key, source.tags[key]]),
      // One more part, so that no tag can stand in its place: tags come in pairs.
      ...(refused.length > 0 ? [refused.toSorted().join(' ')] : []),
    ),
  };
}

/** `REGION` or `REGION=NAME`, grouped so that a region given twice is seen as such. */
function byRegion(tokens: readonly string[]): Map<string, (string | undefined)[]> {
  const grouped = new Map<string, (string | undefined)[]>();
  for (const token of tokens) {
    const at = token.indexOf('=');
    const region = at < 0 ? token : token.slice(0, at);
    const name = at < 0 ? undefined : token.slice(at + 1);
    grouped.set(region, [...(grouped.get(region) ?? []), name]);
  }
  return grouped;
}

/** What is wrong with a region that is named so many times, whatever the replica's name there. */
function regionProblem(source: SourceImage, region: string, times: number): string | undefined {
  if (!isRegionShaped(region)) {
    return `'${region}' is not a region; the nearest is ${nearestRegion(region, source.region)}`;
  }
  if (times > 1) return `${region} is named ${times} times; name each region once`;
  if (partitionOf(region) !== partitionOf(source.region)) {
    return `${region} is in partition ${partitionOf(region)}; an image of ${source.region} can only be copied within ${partitionOf(source.region)}`;
  }
  return undefined;
}

function readDestination(
  source: SourceImage,
  keys: TagKeys,
  region: string,
  ownName: string | undefined,
): Wanted | string {
  const template = ownName ?? source.tags[keys.name] ?? DEFAULT_NAME;
  const replicaName = fill(template, { name: source.name, region });
  if (region === source.region && replicaName === source.name) {
    return `${region} is where the image already is; leave it out, or give the replica another name, for example ${region}=${exampleName(replicaName, '-copy')}`;
  }
  if (!isReplicaName(replicaName)) {
    return replicaName === source.name
      ? `'${replicaName}' is the name of the source and cannot be the name of the replica in ${region}; give the replica a name of its own with ${region}=NAME or the key ${keys.name}, where ${NAMES}`
      : `'${replicaName}' cannot be the name of the replica in ${region}; ${NAMES}`;
  }
  const description = source.tags[keys.description] ?? DEFAULT_DESCRIPTION;
  const born = iso(source.createdAt);
  const tags = source.tags[keys.tags];
  return {
    region,
    replicaName,
    // Not the description: AppStream cannot change that of a replica.
    fingerprint: fingerprint(born, region, replicaName, tags),
    fingerprintBefore: fingerprint(born, region, replicaName, description, tags),
  };
}

/** Whether a status that carries this fingerprint is about the rule. A status without one was written by a person. */
export function isRuleOf(wanted: Wanted, rule: string | undefined): boolean {
  const own = [undefined, wanted.fingerprint, wanted.fingerprintBefore];
  return own.includes(rule);
}

/** `template` with each word that is marked by an `@` replaced, where there is something to replace it with. */
function fill(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(
    /@(name|region|description)/g,
    (placeholder, word: string) => words[word] ?? placeholder,
  );
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

/** The tag that says which family a replica belongs to; none when its source has no family. */
export function familyTags({ tags }: Pick<SourceImage, 'tags'>, keys: TagKeys): Tags {
  const family = familyOf(tags, keys);
  return family === undefined ? {} : { [keys.family]: family };
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

function fingerprint(...parts: readonly (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}
