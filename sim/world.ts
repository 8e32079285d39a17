import { type Account, type Quota, type RuleState, ruleKey } from './core/account.ts';
import { createImageEvent } from './core/events.ts';
import {
  type ImageState,
  imageArn,
  type Reason,
  type SimImage,
  type StoredImage,
  type Tags,
  type Visibility,
} from './core/image.ts';
import type { Trail } from './trail.ts';

/** An image to create by hand; what is left out has a plain default. */
export interface NewImage {
  readonly name: string;
  readonly tags?: Tags;
  readonly description?: string;
  readonly displayName?: string;
  /** The image stays in this state until `setState`. Default: AVAILABLE after `buildMinutes`. */
  readonly state?: ImageState;
  /** How long the image is PENDING: 0, the default, makes it AVAILABLE at once. */
  readonly buildMinutes?: number;
  readonly createdAt?: Date;
  readonly visibility?: Visibility;
  readonly incompatible?: boolean;
  readonly stateChangeReason?: Reason;
  readonly imageBuilderName?: string | null;
}

export interface Rule {
  readonly name: string;
  readonly state: RuleState;
}

/**
 * The account as somebody with a console sees and changes it: in process, at once, and without a call.
 * Quotas do not bind what is done here. Methods throw an Error for an image or rule that does not exist.
 */
export interface World {
  createImage(region: string, image: NewImage): SimImage;
  image(region: string, name: string): SimImage | undefined;
  images(region: string): SimImage[];
  deleteImage(region: string, name: string): void;
  /** The image stays in this state from now on. */
  setState(region: string, name: string, state: ImageState, reason?: Reason): void;
  /** Replaces all tags. */
  setTags(region: string, name: string, tags: Tags): void;
  quota(region: string, quota: Partial<Quota>): void;
  /** Every call to the region is refused from now on, as in an opt-in region that is not enabled. */
  disableRegion(region: string): void;
  enableRegion(region: string): void;
  /** Creates an EventBridge rule on the default bus, in us-east-1 if no region is named. */
  createRule(name: string, state?: RuleState, region?: string): void;
  rule(name: string, region?: string): Rule;
}

const HOME = 'us-east-1';
/** The account that shares its images with ours. */
const OTHER_ACCOUNT = '999999999999';

export function createWorld(account: Account, clock: () => number, trail: Trail): World {
  const find = (region: string, name: string) =>
    account.images
      .list(region, clock())
      .filter((image) => image.name === name)
      .sort((a, b) => rank(a) - rank(b))[0];

  const change = (region: string, name: string): StoredImage => {
    const image = find(region, name);
    const stored = image && account.images.stored(region, image.arn, clock());
    if (!stored) throw new Error(`No image ${name} in ${region}`);
    return stored;
  };

  return {
    createImage(region, image) {
      const stored = newImage(account, region, image, clock());
      if (account.images.stored(region, stored.arn, clock()))
        throw new Error(`The image ${image.name} exists already in ${region}`);
      account.images.put(stored, clock());
      if (stored.visibility === 'PRIVATE')
        trail.emit(region, (origin) => createImageEvent(origin, stored));
      return change(region, image.name);
    },
    image: find,
    images: (region) => account.images.list(region, clock()),
    deleteImage(region, name) {
      account.images.remove(change(region, name), clock());
      trail.recordByHand(region, { operation: 'DeleteImage', input: { Name: name } });
    },
    setState(region, name, state, reason) {
      const { settles: _, ...image } = change(region, name);
      account.images.put({ ...image, state, stateChangeReason: reason }, clock());
    },
    setTags(region, name, tags) {
      const image = change(region, name);
      account.images.put({ ...image, tags }, clock());
      const ResourceArn = image.arn;
      const set = Object.entries(tags).filter(([key, value]) => image.tags[key] !== value);
      const TagKeys = Object.keys(image.tags).filter((key) => !Object.hasOwn(tags, key));
      if (set.length > 0) {
        const input = { ResourceArn, Tags: Object.fromEntries(set) };
        trail.recordByHand(region, { operation: 'TagResource', input });
      }
      if (TagKeys.length > 0)
        trail.recordByHand(region, { operation: 'UntagResource', input: { ResourceArn, TagKeys } });
    },
    quota: (region, quota) => account.setQuota(region, quota),
    disableRegion: (region) => void account.disabledRegions.add(region),
    enableRegion: (region) => void account.disabledRegions.delete(region),
    createRule: (name, state = 'DISABLED', region = HOME) =>
      void account.rules.set(ruleKey(region, name), state),
    rule(name, region = HOME) {
      const state = account.rules.get(ruleKey(region, name));
      if (!state) throw new Error(`No rule ${name} in ${region}`);
      return { name, state };
    },
  };
}

/** The account's own image comes first where another has the same name. */
function rank(image: SimImage): number {
  return image.visibility === 'PRIVATE' ? 0 : 1;
}

const OWNERS = { PRIVATE: undefined, PUBLIC: '', SHARED: OTHER_ACCOUNT } as const;

function newImage(account: Account, region: string, image: NewImage, now: number): StoredImage {
  const { state, buildMinutes = 0, createdAt = new Date(now), visibility = 'PRIVATE' } = image;
  const readyAt = createdAt.getTime() + buildMinutes * 60_000;
  return {
    arn: imageArn(region, OWNERS[visibility] ?? account.id, image.name),
    region,
    name: image.name,
    displayName: image.displayName,
    description: image.description,
    state: state ?? 'PENDING',
    stateChangeReason: image.stateChangeReason,
    visibility,
    imageBuilderName: image.imageBuilderName === undefined ? 'builder' : image.imageBuilderName,
    createdAt,
    tags: image.tags ?? {},
    incompatible: image.incompatible ?? false,
    ...(state === undefined && { settles: { at: readyAt, to: { state: 'AVAILABLE' } } }),
  };
}
