import { partitionOf } from './region.ts';

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
  /** Whether the account shares this image of its own; undefined for images of others. */
  readonly sharedWithOthers?: boolean;
  /** Null for copies and managed updates. */
  readonly imageBuilderName: string | null;
  readonly createdAt: Date;
  readonly tags: Tags;
  /** True: AppStream refuses to copy or update it. */
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

/** The ARN of an image; public images have an empty account. */
export function imageArn(region: string, account: string, name: string): string {
  return `arn:${partitionOf(region)}:appstream:${region}:${account}:image/${name}`;
}
