import type { Account } from './account.ts';
import {
  type ImageState,
  imageArn,
  type Reason,
  type StoredImage,
  type Tags,
  type Visibility,
} from './image.ts';

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
  readonly visibility?: Visibility;
  readonly incompatible?: boolean;
  readonly stateChangeReason?: Reason;
  readonly imageBuilderName?: string | null;
}

/** The account that shares its images with ours. */
const OTHER_ACCOUNT = '999999999999';

/** The image as it is to be stored at `now` (milliseconds). */
export function newImage(
  account: Account,
  region: string,
  image: NewImage,
  now: number,
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
    imageBuilderName,
    createdAt,
    tags: { ...image.tags },
    incompatible: image.incompatible ?? false,
    ...(state === undefined && { becomes: [{ at: readyAt, to: { state: 'AVAILABLE' } }] }),
  };
}
