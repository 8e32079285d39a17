/* The keys of all tags that the replicator reads or writes. */

/** Key and value pairs as AppStream keeps them on an image. */
export type Tags = Readonly<Record<string, string>>;

/** Tags that one image can hold (AppStream quota). Those of AWS, see {@link isAwsKey}, do not count. */
export const MAX_TAGS = 50;
/** Characters that one tag value can hold (AppStream API, `TagValue`). */
export const MAX_TAG_VALUE = 256;

/** What a prefix may be, so that every key is one that AppStream accepts (AppStream API, `TagKey`). */
export const TAG_PREFIX = /^(?!aws$)[a-z][\w.-]{0,39}$/i;

/** Every tag key that the product reads or writes. */
export interface TagKeys {
  /** The prefix with its colon, for example `replicate:`. */
  readonly prefix: string;
  readonly to: string;
  readonly name: string;
  readonly description: string;
  readonly tags: string;
  readonly share: string;
  /** On a source and on its replicas: the line of images that they belong to. */
  readonly family: string;
  /** On a source: how many replicas of its family stay in each region. */
  readonly keep: string;
  /** On a source: when fleets of its family move to it; on its replicas where that is not `each`. */
  readonly rollout: string;
  /** On a replica: ARN of its source image. */
  readonly source: string;
  /** On a replica: creation time of its source image. */
  readonly sourceCreated: string;
  /** On a replica: the accounts that it was shared with by us. */
  readonly shared: string;
  /** On a replica: when it is to be deleted. */
  readonly retireAt: string;
  /** On a fleet: the family that it follows. */
  readonly follow: string;
  /** On a fleet: when its image may be changed. */
  readonly window: string;
  /** On a fleet: its status. */
  readonly fleetStatus: string;
  /** What the status keys begin with, for example `replicate:status:`. */
  readonly statusPrefix: string;
  /** On a source: the status of an invalid rule. No region is called `rule`. */
  readonly ruleStatus: string;
  /** On a source: the status of one destination region. */
  status(region: string): string;
}

/** Every image is read with the keys of the one prefix that a stack has. */
const known = new Map<string, TagKeys>();

/** The vocabulary for one prefix, for example `replicate`. */
export function tagKeys(prefix: string): TagKeys {
  const keys = known.get(prefix) ?? keysOf(prefix);
  known.set(prefix, keys);
  return keys;
}

function keysOf(prefix: string): TagKeys {
  const statusPrefix = `${prefix}:status:`;
  return {
    prefix: `${prefix}:`,
    to: `${prefix}:to`,
    name: `${prefix}:name`,
    description: `${prefix}:description`,
    tags: `${prefix}:tags`,
    share: `${prefix}:share`,
    family: `${prefix}:family`,
    keep: `${prefix}:keep`,
    rollout: `${prefix}:rollout`,
    source: `${prefix}:source`,
    sourceCreated: `${prefix}:source-created`,
    shared: `${prefix}:shared`,
    retireAt: `${prefix}:retire-at`,
    follow: `${prefix}:follow`,
    window: `${prefix}:window`,
    fleetStatus: `${prefix}:status`,
    statusPrefix,
    ruleStatus: `${statusPrefix}rule`,
    status: (region) => `${statusPrefix}${region}`,
  };
}

/** The keys of a rule. */
export function ruleKeys(keys: TagKeys): readonly string[] {
  const { to, name, description, tags, share, family, keep, rollout } = keys;
  return [to, name, description, tags, share, family, keep, rollout];
}

/** The keys of a rule that its replicas have as well: they decide once the source image is gone. */
export function familyKeys({ family, rollout }: TagKeys): readonly string[] {
  return [family, rollout];
}

/** True for a key that only the replicator writes: state and lineage, never a rule. */
export function isOwnKey(keys: TagKeys, key: string): boolean {
  const own = [keys.source, keys.sourceCreated, keys.shared, keys.retireAt];
  return key.startsWith(keys.statusPrefix) || own.includes(key);
}

/** Whether tags have these keys and values. */
export function holds(tags: Tags, wanted: Tags): boolean {
  return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}

/** True for a key that AWS keeps to itself: nobody else can set it, and its tag does not count towards the quota. */
export function isAwsKey(key: string): boolean {
  return key.toLowerCase().startsWith('aws:');
}
