/* Creates images with defaults for all that a test does not set. */

import type { Account } from './account.ts';
import {
  type Grants,
  type ImagePermissions,
  type ImageState,
  imageArn,
  type Platform,
  type Reason,
  type StoredImage,
  type Tags,
  type Visibility,
} from './image.ts';
import { FOR_FLEETS, sharing } from './sharing.ts';

/** An image to create; what is left out has a plain default. */
export interface NewImage {
  readonly name: string;
  readonly tags?: Tags;
  readonly description?: string;
  readonly displayName?: string;
  /** The image stays in this state until somebody changes it. Default: AVAILABLE after `buildMinutes`. */
  readonly state?: ImageState;
  /** How long the building takes: 0, the default, makes the image AVAILABLE at once. */
  readonly buildMinutes?: number;
  /** The state while it is being built: PENDING by default. */
  readonly buildState?: ImageState;
  /** The moment of creation, from which the building counts: now by default. */
  readonly createdAt?: Date;
  /** PRIVATE by default: the account's own. PUBLIC and SHARED images belong to others. */
  readonly visibility?: Visibility;
  /** Whom the account shares the image with, which must be its own: nobody by default. */
  readonly sharedWith?: Grants;
  /** What the account may do with a SHARED image: use it for fleets, by default. */
  readonly permissions?: ImagePermissions;
  /** WINDOWS_SERVER_2022 by default. */
  readonly platform?: Platform;
  readonly incompatible?: boolean;
  readonly stateChangeReason?: Reason;
  readonly imageBuilderName?: string | null;
}

/** The account that shares its images with ours, and with which ours shares if no other is named. */
export const OTHER_ACCOUNT = '999999999999';

/**
 * The image as it is to be stored at `now` (milliseconds).
 * @param sharedAs the visibility of an own image that is shared
 */
export function newImage(
  account: Account,
  region: string,
  image: NewImage,
  now: number,
  sharedAs: Visibility = 'PRIVATE',
): StoredImage {
  const { state, buildMinutes = 0, buildState = 'PENDING', visibility = 'PRIVATE' } = image;
  const { createdAt = new Date(now), imageBuilderName = 'builder' } = image;
  const owner = { PRIVATE: account.id, PUBLIC: '', SHARED: OTHER_ACCOUNT }[visibility];
  const readyAt = createdAt.getTime() + buildMinutes * 60_000;
  return {
    arn: imageArn(region, owner, image.name),
    region,
    name: image.name,
    displayName: image.displayName,
    description: image.description,
    state: state ?? buildState,
    stateChangeReason: image.stateChangeReason,
    visibility,
    ...(visibility === 'PRIVATE' && sharing(image.sharedWith ?? {}, sharedAs)),
    ...(visibility === 'SHARED' && { permissions: image.permissions ?? FOR_FLEETS }),
    platform: image.platform ?? 'WINDOWS_SERVER_2022',
    imageBuilderName,
    createdAt,
    // Guess: tags-while-pending.
    tags: { ...image.tags },
    incompatible: image.incompatible ?? false,
    ...(state === undefined && { becomes: [{ at: readyAt, to: { state: 'AVAILABLE' } }] }),
  };
}
