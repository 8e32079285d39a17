/* An image as decisions see it, its names and its ARN. */

import type { Tags } from './tags/keys.ts';

/** What AppStream accepts as an image's name (AppStream API, `Name`). */
export const IMAGE_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/;

/** Characters that a replica's name may have: AppStream says 100, though its pattern has room for 101. */
export const MAX_REPLICA_NAME = 100;

/** What the names of images that are made must not begin with (AppStream API, `CreateUpdatedImage`). */
const RESERVED = /^(aws|amazon|appstream)/i;

/** An image's state, reduced to what decisions need. A state that is not known is `UNSETTLED`. */
export type Phase = 'AVAILABLE' | 'FAILED' | 'DELETING' | 'UNSETTLED';

/** A code of AWS's or of ours, and a text for people. */
export interface Problem<Code extends string = string> {
  readonly code: Code;
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
  /** Whether an image builder made it. Copies, managed updates and imports have none (AppStream API, `ImageBuilderName`). */
  readonly hasBuilder: boolean;
  /** Why it failed, as far as AWS says. */
  readonly problem: Problem | undefined;
}

/** An image of the source region whose creation time is known, with its tags. */
export interface SourceImage extends Image {
  readonly createdAt: Date;
  readonly tags: Tags;
}

/** Whether an image that is read again is the one that was listed, in the same phase: a name may be given to another. */
export function isStill(present: Image, listed: Image): boolean {
  return (
    present.createdAt?.getTime() === listed.createdAt?.getTime() &&
    present.description === listed.description &&
    present.hasBuilder === listed.hasBuilder &&
    present.phase === listed.phase
  );
}

/** Reduces AWS's word for a state (AppStream API, `ImageState`). */
export function phaseOf(state: string): Phase {
  return state === 'AVAILABLE' || state === 'FAILED' || state === 'DELETING' ? state : 'UNSETTLED';
}

/**
 * True for a name that a replica can have. AppStream documents more than its pattern for images that are made from
 * others, and is taken to mean copies as well. Images that are there already may have any name of the pattern.
 */
export function isReplicaName(name: string): boolean {
  return IMAGE_NAME.test(name) && name.length <= MAX_REPLICA_NAME && !RESERVED.test(name);
}

/**
 * A name that a replica can have, for people to take or change: `name` with an ending.
 * @example exampleName('cad', '-copy') // 'cad-copy'
 */
export function exampleName(name: string, ending: string): string {
  const start = RESERVED.test(name) ? `my-${name}` : name;
  return start.slice(0, MAX_REPLICA_NAME - ending.length) + ending;
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
