import type { SimImage } from '../../../sim/index.ts';
import type { Account } from '../machine/account.ts';

/** What the tests know of rules by themselves, for the rules that histories write. */
export interface Expected {
  readonly region: string;
  readonly name: string;
}

const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
const KEYS = ['replicate:to', 'replicate:name', 'replicate:tags', 'replicate:share'];
const USES = new Map([
  ['', 'fleets'],
  ['=builder', 'builders'],
  ['=both', 'fleets builders'],
]);

/** True for an image that says of itself, by its description or its tags, that it is a replica. */
export function isReplica({ description = '', tags }: SimImage): boolean {
  return / ?\[replica of [^\]]+\]$/.test(description) || 'replicate:source' in tags;
}

/** A moment as lineages and messages spell it. */
export function iso(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** True for a replica of this very build of the source. */
export function isReplicaOf(
  { region, name, createdAt }: { region: string; name: string; createdAt: string },
  replica: SimImage | undefined,
): boolean {
  return replica?.description?.endsWith(`[replica of ${region}/${name} ${createdAt}]`) ?? false;
}

/** The sets of regions that a stack has, by the word of a rule that stands for them. */
function readSets(text: string): Map<string, string[]> {
  return new Map(
    text.split(';').map((set) => {
      const [name = '', list = ''] = set.split(':');
      return [`@${name.trim()}`, list.split(' ').filter(Boolean)];
    }),
  );
}

/** What accounts may use replicas for as the tag says, and whether that is right and the stack allows it. */
export function readShare(tags: SimImage['tags'], allowed: readonly string[]) {
  const value = tags['replicate:share'];
  const words = (value ?? '').split(' ').filter(Boolean);
  const isAsSource = words.join() === 'source' && allowed.length > 0;
  const right = words.flatMap((word): [string, string][] => {
    const account = word.slice(0, 12);
    const use = USES.get(word.slice(12));
    return use && allowed.includes(account) ? [[account, use]] : [];
  });
  const isRight =
    value === undefined || isAsSource || (right.length > 0 && right.length === words.length);
  return { uses: new Map(right), isAsSource, isRight };
}

/**
 * The destinations that an image's tags name and that are right, and whether something else is wrong with them.
 * @param at when the stack's parameters count that mattered; now by default
 */
export function readRule(
  { region: home, name: image, tags }: SimImage,
  account: Account,
  at = account.now(),
): {
  wanted: Expected[];
  isValid: boolean;
} {
  const rule = Object.keys(tags).filter((key) => /^replicate:(?!status:|source)/.test(key));
  const sets = readSets(account.setsAt(at));
  const words = (tags['replicate:to'] ?? '').split(' ').filter(Boolean);
  // A set that is not there, or has nothing in it, stays a word, which is no region.
  const tokens = words.flatMap((word) =>
    sets.get(word)?.length ? (sets.get(word) ?? []) : [word],
  );
  const destinations = tokens.map((token) => {
    const [region = '', name = tags['replicate:name'] ?? '@name'] = token.split('=');
    return { region, name: name.replaceAll('@name', image).replaceAll('@region', region) };
  });
  const wanted = destinations.filter(
    ({ region, name }) =>
      REGIONS.includes(region) &&
      destinations.filter((other) => other.region === region).length === 1 &&
      !(region === home && name === image),
  );
  const isRight =
    tokens.length > 0 &&
    readShare(tags, account.accountsAt(at)).isRight &&
    rule.every((key) => KEYS.includes(key)) &&
    wanted.length === destinations.length;
  return { wanted, isValid: rule.length === 0 || isRight };
}

/** The tags that a replica is to have, lineage included. */
export function tagsOfReplica({ arn, createdAt, tags }: SimImage): Record<string, string> {
  const follow = Object.entries(tags).filter(
    ([key]) => !key.startsWith('replicate:') && tags['replicate:tags'] !== 'none',
  );
  return {
    ...Object.fromEntries(follow),
    'replicate:source': arn,
    'replicate:source-created': iso(createdAt),
  };
}
