/* Images as somebody with a console sees and changes them. */

import * as v from 'valibot';
import { createImageEvent } from '../core/events.ts';
import {
  type Grants,
  type ImagePermissions,
  type ImageState,
  imageAsOf,
  type Reason,
  type SimImage,
  type StoredImage,
  type Tags,
} from '../core/image.ts';
import { type NewImage, newImage, OTHER_ACCOUNT } from '../core/new-image.ts';
import { Name, StoredTags } from '../core/shapes.ts';
import { FOR_FLEETS, sharing, withGrant, withoutGrant } from '../core/sharing.ts';
import type { Console } from './console.ts';
import { recordTags } from './tags.ts';

export interface ImageWorld {
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
  /** Shares an own image with an account, for fleets unless the permissions say otherwise. */
  share(region: string, name: string, account?: string, permissions?: ImagePermissions): void;
  /** No longer shares an own image with an account. */
  unshare(region: string, name: string, account?: string): void;
  /** Replaces all tags. */
  setTags(region: string, name: string, tags: Tags): void;
}

export function imageWorld({ account, clock, trail, behaviour }: Console): ImageWorld {
  function images(region: string, at?: Date): SimImage[] {
    return account.images.list(region, at?.getTime() ?? clock());
  }

  function find(region: string, name: string, at?: Date): SimImage | undefined {
    return account.imageNamed(region, name, at?.getTime() ?? clock());
  }

  function seen(region: string, name: string): SimImage {
    const image = find(region, name);
    if (image) return image;
    throw new Error(`No image ${name} in ${region}`);
  }

  function existing(region: string, name: string): StoredImage {
    const image = seen(region, name);
    return account.images.stored(region, image.arn, clock()) ?? image;
  }

  function refuseForeign(image: SimImage): void {
    if (!account.owns(image))
      throw new Error(`The image ${image.name} belongs to others, who alone can share it`);
  }

  function remove(image: SimImage, minutes: number): void {
    const [user] = account.usersOf(image, clock());
    if (user) throw new Error(`The image ${image.name} is used by ${user.arn}`);
    account.images.remove(image, clock(), clock() + minutes * 60_000);
    trail.recordByHand(image.region, 'DeleteImage', { Name: image.name });
  }

  function setGrants(region: string, name: string, change: (grants: Grants) => Grants): void {
    const image = existing(region, name);
    refuseForeign(image);
    const members = sharing(change(image.sharedWith ?? {}), behaviour.sharedOwnImages);
    account.images.put({ ...image, ...members }, clock());
  }

  return {
    createImage(region, image) {
      v.parse(Name, image.name);
      v.parse(StoredTags, image.tags ?? {});
      const created = newImage(account, region, image, clock(), behaviour.sharedOwnImages);
      if (image.sharedWith) refuseForeign(created);
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
    share(region, name, SharedAccountId = OTHER_ACCOUNT, ImagePermissions = FOR_FLEETS) {
      setGrants(region, name, (grants) => withGrant(grants, SharedAccountId, ImagePermissions));
      const input = { Name: name, SharedAccountId, ImagePermissions };
      trail.recordByHand(region, 'UpdateImagePermissions', input);
    },
    unshare(region, name, SharedAccountId = OTHER_ACCOUNT) {
      setGrants(region, name, (grants) => withoutGrant(grants, SharedAccountId));
      trail.recordByHand(region, 'DeleteImagePermissions', { Name: name, SharedAccountId });
    },
    setTags(region, name, tags) {
      v.parse(StoredTags, tags);
      const image = existing(region, name);
      account.images.put({ ...image, tags: { ...tags } }, clock());
      recordTags(trail, image, tags);
    },
  };
}
