/* The destinations of a rule: regions and the names that replicas get there, one by one. */

import { digest } from '../digest.ts';
import { exampleName, isReplicaName, MAX_REPLICA_NAME, type SourceImage } from '../image.ts';
import { isRegionShaped, meantRegion, partitionOf, regionsOf } from '../region.ts';
import { iso } from '../text.ts';
import type { TagKeys } from './keys.ts';
import { expandSets, type RuleSet, type Token } from './rule-sets.ts';

/** One destination as the rule on a source image wants it. */
export interface Wanted {
  readonly region: string;
  readonly replicaName: string;
  /** Changes when the rule for this destination, or the source image itself, changes. */
  readonly fingerprint: string;
  /** The fingerprint that version 0.1.0 gave the same rule: its statuses stand. */
  readonly fingerprintBefore: string;
}

/** The destinations that a rule names. */
export interface Destinations {
  /** Those that are right, in the order of the tag. */
  readonly wanted: readonly Wanted[];
  /** Regions that the stack does not allow; `problems` says so of each. */
  readonly refused: readonly string[];
  /** What is wrong with the rest, each with what would be right. */
  readonly problems: readonly string[];
  /** What is wrong in the stack's parameters rather than in the tag: regions that it does not allow, mistakes in its sets. */
  readonly byStack: readonly string[];
}

/** How the fingerprints of rules are written. */
export const FINGERPRINT = /^[0-9a-f]{8}$/;

/** What {@link isReplicaName} asks of a name, for people. */
const NAMES = `a name has 1 to ${MAX_REPLICA_NAME} letters, digits, '_', '.' or '-', begins with a letter or digit, and does not begin with aws, amazon or appstream (@name and @region are filled in)`;

const DEFAULT_NAME = '@name';
/** What the key for the description stands at where it is absent. */
export const DEFAULT_DESCRIPTION = '@description';

/**
 * Reads the words of the tag `replicate:to`, sets included.
 * @param allowedRegions the only regions that the stack allows as destinations; empty for all
 * @param ruleSets the stack's named sets of destinations
 */
export function readDestinations(
  source: SourceImage,
  keys: TagKeys,
  words: readonly string[],
  { allowedRegions, ruleSets }: { allowedRegions: readonly string[]; ruleSets: readonly RuleSet[] },
): Destinations {
  const { tokens, problems: ofSets } = expandSets(words, ruleSets, keys.name);
  const read = [...byRegion(tokens).values()].map((named) =>
    readRegion(source, keys, allowedRegions, named),
  );
  const mistakes = read.filter((each) => 'problem' in each);
  const refused = mistakes.flatMap(({ region, cause }) => (cause === 'refused' ? [region] : []));
  const inSets = mistakes.flatMap(({ problem, cause }) => (cause === 'set' ? [problem] : []));
  return {
    wanted: read.filter((each) => 'fingerprint' in each),
    refused,
    problems: [...ofSets, ...mistakes.map(({ problem }) => problem)],
    byStack: [...refused, ...ofSets, ...inSets],
  };
}

/** A destination as it is named, taken apart. */
interface Named extends Token {
  readonly region: string;
  readonly ownName: string | undefined;
}

/** What is wrong with a destination, and whether another change than one of the tags would mend it. */
interface Mistake {
  readonly region: string;
  readonly problem: string;
  readonly cause: 'rule' | 'set' | 'refused';
}

/** `REGION` or `REGION=NAME`, grouped so that a region given twice is seen as such. */
function byRegion(tokens: readonly Token[]): Map<string, [Named, ...Named[]]> {
  const grouped = new Map<string, [Named, ...Named[]]>();
  for (const token of tokens) {
    const at = token.text.indexOf('=');
    const region = at < 0 ? token.text : token.text.slice(0, at);
    const named = { ...token, region, ownName: at < 0 ? undefined : token.text.slice(at + 1) };
    const [first, ...others] = grouped.get(region) ?? [];
    grouped.set(region, first ? [first, ...others, named] : [named]);
  }
  return grouped;
}

/** One region, as often as it is named. */
function readRegion(
  source: SourceImage,
  keys: TagKeys,
  allowedRegions: readonly string[],
  named: readonly [Named, ...Named[]],
): Wanted | Mistake {
  const [{ region, ownName, set }] = named;
  const cause = named.some((each) => each.set !== undefined) ? 'set' : 'rule';
  if (named.length > 1 && isRegionShaped(region)) {
    const places = named.map((each) => each.set ?? each.text).join(', ');
    const where = cause === 'set' ? ` (${places})` : '';
    const problem = `${region} is named ${named.length} times${where}; name each region once`;
    return { region, problem, cause };
  }
  const mistake = (problem: string, why: Mistake['cause']): Mistake => ({
    region,
    problem: set === undefined ? problem : `${set}: ${problem}`,
    cause: why,
  });
  const problem = regionProblem(source, keys, named[0]);
  if (problem !== undefined) return mistake(problem, cause);
  if (allowedRegions.length > 0 && !allowedRegions.includes(region)) {
    return mistake(
      `${region} is not among the regions that the stack allows; its parameter allowedRegions has ${allowedRegions.join(', ')}`,
      'refused',
    );
  }
  const destination = readDestination(source, keys, region, ownName);
  return typeof destination === 'string' ? mistake(destination, cause) : destination;
}

/** What is wrong with a region, whatever the replica's name there. */
function regionProblem(
  source: SourceImage,
  keys: TagKeys,
  { region, text }: Named,
): string | undefined {
  if (region === keys.to) {
    return `'${text}' is not a destination; leave out '${keys.to}=', which is the key of the tag`;
  }
  if (/[,;]/.test(text)) {
    const apart = text.split(/[,;]+/).filter(Boolean).join(' ');
    return `'${text}' is not a region; separate destinations with spaces: '${apart}'`;
  }
  if (!isRegionShaped(region)) {
    const partition = partitionOf(source.region);
    const meant = meantRegion(region, partition, source.region);
    const others = regionsOf(partition).filter((other) => other !== source.region);
    const how = meant === undefined ? `write one such as ${others[0]}` : `the nearest is ${meant}`;
    return `'${region}' is not a region; ${how}`;
  }
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
export function fill(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(
    /@(name|region|description)/g,
    (placeholder, word: string) => words[word] ?? placeholder,
  );
}

/** A short digest of what a status or message stands for: 8 hexadecimal digits. */
export function fingerprint(...parts: readonly (string | undefined)[]): string {
  return digest(JSON.stringify(parts), 8);
}
