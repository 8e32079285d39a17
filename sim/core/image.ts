/* An image in the simulator, and how its state changes with time. */

import { arnOf } from './arn.ts';

/** The states of AppStream's service model. */
export type ImageState =
  | 'PENDING'
  | 'AVAILABLE'
  | 'FAILED'
  | 'COPYING'
  | 'DELETING'
  | 'CREATING'
  | 'IMPORTING'
  | 'VALIDATING';

export const VISIBILITIES = ['PUBLIC', 'PRIVATE', 'SHARED'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const PLATFORMS = [
  'WINDOWS',
  'WINDOWS_SERVER_2016',
  'WINDOWS_SERVER_2019',
  'WINDOWS_SERVER_2022',
  'WINDOWS_SERVER_2025',
  'AMAZON_LINUX2',
  'RHEL8',
  'ROCKY_LINUX8',
  'UBUNTU_PRO_2404',
] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What an account may do with an image that another one shares with it. */
export interface ImagePermissions {
  readonly allowFleet: boolean;
  readonly allowImageBuilder: boolean;
}

/** The permissions of the accounts that an image is shared with, by account id. */
export type Grants = Readonly<Record<string, ImagePermissions>>;

export type Tags = Readonly<Record<string, string>>;

export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** An image as it is at one moment. */
export interface SimImage {
  readonly arn: string;
  readonly region: string;
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly state: ImageState;
  readonly stateChangeReason?: Reason;
  readonly imageErrors?: readonly (Reason & { readonly at: Date })[];
  /** As DescribeImages shows it: who owns the image is for the account in its ARN to say. */
  readonly visibility: Visibility;
  /** Whom the account shares this image of its own with; undefined for images of others. */
  readonly sharedWith?: Grants;
  /** What the account may do with an image that another one shares with it; undefined for the rest. */
  readonly permissions?: ImagePermissions;
  /** Null for copies and managed updates. */
  readonly imageBuilderName: string | null;
  readonly platform: Platform;
  readonly createdAt: Date;
  readonly tags: Tags;
  /** True: AppStream refuses to copy or update it, or to use it for a fleet. */
  readonly incompatible: boolean;
}

/** The members that change when an image settles. */
export type Settled = Pick<SimImage, 'state' | 'stateChangeReason' | 'imageErrors'>;

/** What happens to an image by itself; times are milliseconds, Infinity for never. */
export interface Step {
  readonly at: number;
  readonly to: Settled | 'gone';
}

/** An image and what becomes of it by itself, the last step at the end. */
export interface StoredImage extends SimImage {
  readonly becomes?: readonly Step[];
}

/** What a stored image looks like at `at` (milliseconds); undefined when it is gone by then. */
export function imageAsOf(
  { becomes = [], ...image }: StoredImage,
  at: number,
): SimImage | undefined {
  const step = becomes.findLast((each) => each.at <= at);
  return step?.to === 'gone' ? undefined : { ...image, ...step?.to };
}

/** Whether the image is a copy under way at `at`: COPYING, or PENDING before it is COPYING. */
export function isBeingCopied(image: StoredImage, at: number): boolean {
  const state = imageAsOf(image, at)?.state;
  if (state !== 'PENDING') return state === 'COPYING';
  return (image.becomes ?? []).some(({ to }) => to !== 'gone' && to.state === 'COPYING');
}

/** The ARN of an image; public images have an empty account. Guess: public-owner. */
export function imageArn(region: string, account: string, name: string): string {
  return arnOf(region, account, `image/${name}`);
}
