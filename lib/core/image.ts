import type { Tags } from './tags.ts';

/** What AppStream accepts as an image's name (AppStream API, `Name`). */
export const IMAGE_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/;

/** An image's state, reduced to what decisions need. A state that is not known is `UNSETTLED`. */
export type Phase = 'AVAILABLE' | 'FAILED' | 'DELETING' | 'UNSETTLED';

/** A code of AWS's or of ours, and a text for people. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** An image as `DescribeImages` shows it. */
export interface Image {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly phase: Phase;
  /** The state in AWS's own word, for people. */
  readonly state: string;
  /** Absent in an answer that lacks it. */
  readonly createdAt: Date | undefined;
  readonly description: string;
  /** Why it failed, as far as AWS says. */
  readonly problem: Problem | undefined;
}

/** An image of the source region whose creation time is known, with its tags. */
export interface SourceImage extends Image {
  readonly createdAt: Date;
  readonly tags: Tags;
}

/** Reduces AWS's word for a state (AppStream API, `ImageState`). */
export function phaseOf(state: string): Phase {
  return state === 'AVAILABLE' || state === 'FAILED' || state === 'DELETING' ? state : 'UNSETTLED';
}

/** The parts of an image's ARN, in any partition; undefined for anything else. */
export function parseImageArn(
  arn: string,
): { partition: string; region: string; account: string; name: string } | undefined {
  const match =
    /^arn:(aws[a-z-]{0,16}):appstream:([a-z0-9-]{1,30}):([0-9]{12}):image\/(.{1,101})$/.exec(arn);
  if (!match) return undefined;
  const [, partition = '', region = '', account = '', name = ''] = match;
  return IMAGE_NAME.test(name) ? { partition, region, account, name } : undefined;
}
