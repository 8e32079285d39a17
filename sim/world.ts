import type { Behaviour } from './behaviour.ts';
import { type Account, type Quota, type RuleState, ruleKey } from './core/account.ts';
import { createImageEvent } from './core/events.ts';
import {
  type ImageState,
  imageAsOf,
  type Reason,
  type SimImage,
  type StoredImage,
  type Tags,
} from './core/image.ts';
import { type NewImage, newImage, OTHER_ACCOUNT, sharing } from './core/new-image.ts';
import type { Publication } from './core/publication.ts';
import { partitionOf } from './core/region.ts';
import { Name, StoredTags } from './core/shapes.ts';
import type { Trail } from './trail.ts';

export interface Rule {
  readonly name: string;
  readonly state: RuleState;
}

/**
 * The account as somebody with a console sees and changes it: in process, at once, and without a call.
 * Quotas do not bind what is done here. Methods throw an Error for an image or rule that does not
 * exist, and for names and tags that AppStream cannot hold.
 */
export interface World {
  createImage(region: string, image: NewImage): SimImage;
  /** The account's own image of that name, or else the public or shared one, as it is or was `at`. */
  image(region: string, name: string, at?: Date): SimImage | undefined;
  /** The images of a region as they are or were `at`. */
  images(region: string, at?: Date): SimImage[];
  deleteImage(region: string, name: string): void;
  /** As `deleteImage`, but the image is DELETING for `deleteMinutes` first. */
  beginDelete(region: string, name: string): void;
  /** The image stays in this state from now on. */
  setState(region: string, name: string, state: ImageState, reason?: Reason): void;
  /** Shares an own image with another account, or no longer does. */
  share(region: string, name: string, shared?: boolean): void;
  /** Replaces all tags. */
  setTags(region: string, name: string, tags: Tags): void;
  quota(region: string, quota: Partial<Quota>): void;
  /** Every call to the region is refused from now on, as in an opt-in region that is not enabled. */
  disableRegion(region: string): void;
  enableRegion(region: string): void;
  /** Creates an EventBridge rule on the default bus, in us-east-1 if no region is named. */
  createRule(name: string, state?: RuleState, region?: string): void;
  rule(name: string, region?: string): Rule;
  /** Creates an SNS topic, in us-east-1 if no region is named. @returns its ARN */
  createTopic(name: string, region?: string): string;
  /** All that was published, in order. The list grows. */
  readonly publications: readonly Publication[];
}

const HOME = 'us-east-1';

/** @param clock gives milliseconds */
export function createWorld(
  account: Account,
  clock: () => number,
  trail: Trail,
  behaviour: Behaviour,
): World {
  function images(region: string, at?: Date): SimImage[] {
    return account.images.list(region, at?.getTime() ?? clock());
  }

  function find(region: string, name: string, at?: Date): SimImage | undefined {
    const named = images(region, at).filter((image) => image.name === name);
    return named.find((image) => account.owns(image)) ?? named[0];
  }

  function seen(region: string, name: string): SimImage {
    const image = find(region, name);
    if (image) return image;
    throw new Error(`No image ${name} in ${region}`);
  }

  function existing(region: string, name: string): StoredImage {
    const image = seen(region, name);
    const stored = account.images.stored(region, image.arn, clock());
    return stored ?? image;
  }

  function refuseForeign(image: SimImage): void {
    if (!account.owns(image))
      throw new Error(`The image ${image.name} belongs to others, who alone can share it`);
  }

  function remove(image: SimImage, minutes: number): void {
    account.images.remove(image, clock(), clock() + minutes * 60_000);
    trail.recordByHand(image.region, 'DeleteImage', { Name: image.name });
  }

  return {
    createImage(region, image) {
      Name.parse(image.name);
      StoredTags.parse(image.tags ?? {});
      const created = newImage(account, region, image, clock(), behaviour.sharedOwnImages);
      if (image.sharedWithOthers) refuseForeign(created);
      if (account.images.find(region, created.arn, clock()))
        throw new Error(`The image ${image.name} exists already in ${region}`);
      account.images.put(created, clock());
      if (account.owns(created)) trail.emit(region, (origin) => createImageEvent(origin, created));
      return imageAsOf(created, clock()) ?? created;
    },
    image: find,
    images,
    deleteImage(region, name) {
      remove(seen(region, name), 0);
    },
    beginDelete(region, name) {
      const image = seen(region, name);
      remove(image, behaviour.deleteMinutes(image));
    },
    setState(region, name, state, stateChangeReason) {
      const { becomes: _, imageErrors: __, ...image } = existing(region, name);
      account.images.put({ ...image, state, stateChangeReason }, clock());
    },
    share(region, name, shared = true) {
      const image = existing(region, name);
      refuseForeign(image);
      const change = sharing(shared, behaviour.sharedOwnImages);
      account.images.put({ ...image, ...change }, clock());
      recordSharing(trail, image, shared);
    },
    setTags(region, name, tags) {
      StoredTags.parse(tags);
      const image = existing(region, name);
      account.images.put({ ...image, tags: { ...tags } }, clock());
      recordTags(trail, image, tags);
    },
    quota: (region, quota) => account.setQuota(region, quota),
    disableRegion: (region) => void account.disabledRegions.add(region),
    enableRegion: (region) => void account.disabledRegions.delete(region),
    createRule: (name, state = 'DISABLED', region = HOME) =>
      void account.rules.set(ruleKey(region, name), state),
    rule(name, region = HOME) {
      const state = account.rules.get(ruleKey(region, name));
      if (state) return { name, state };
      throw new Error(`No rule ${name} in ${region}`);
    },
    createTopic(name, region = HOME) {
      const arn = `arn:${partitionOf(region)}:sns:${region}:${account.id}:${name}`;
      account.topics.add(arn);
      return arn;
    },
    publications: account.publications,
  };
}

/** Records the call that grants an account the use of an image, or takes the grant back. */
function recordSharing(trail: Trail, { region, name }: SimImage, shared: boolean): void {
  const grant = { Name: name, SharedAccountId: OTHER_ACCOUNT };
  if (shared) {
    const ImagePermissions = { allowFleet: true, allowImageBuilder: false };
    trail.recordByHand(region, 'UpdateImagePermissions', { ...grant, ImagePermissions });
  } else trail.recordByHand(region, 'DeleteImagePermissions', grant);
}

/** Records the calls that turn the image's tags into the new ones. */
function recordTags(trail: Trail, { region, arn, tags: before }: SimImage, tags: Tags): void {
  const changed = Object.entries(tags).filter(([key, value]) => before[key] !== value);
  const TagKeys = Object.keys(before).filter((key) => !Object.hasOwn(tags, key));
  if (changed.length > 0)
    trail.recordByHand(region, 'TagResource', {
      ResourceArn: arn,
      Tags: Object.fromEntries(changed),
    });
  if (TagKeys.length > 0)
    trail.recordByHand(region, 'UntagResource', { ResourceArn: arn, TagKeys });
}
