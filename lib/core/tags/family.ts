/* The line of images that a source image belongs to, and how many of its replicas stay. */

import type { TagKeys, Tags } from './keys.ts';

/** What a family may be called. */
export const FAMILY = /^[\w.-]{1,64}$/;

/** When fleets move: each region's once its replica is there, or none before all replicas are. */
export const TOGETHER = 'together';
const PACES = ['each', TOGETHER] as const;
export type RolloutPace = (typeof PACES)[number];

/** A source image's place in a line of images, and what is wrong with it. */
export interface FamilyRule {
  /** Absent when the image has none, or one that cannot be. */
  readonly family?: string;
  /** How many replicas stay in each region. Absent when all do, or when the number is none. */
  readonly keep?: number;
  /** When fleets of the family move to the image. Absent when the tag is none of the two. */
  readonly rollout?: RolloutPace;
  /** Each with what would be right. */
  readonly problems: readonly string[];
}

/**
 * Reads the tags for the family.
 * @example readFamily({ 'replicate:family': 'cad', 'replicate:keep': '3' }, keys) // { family: 'cad', keep: 3, problems: [] }
 */
export function readFamily(tags: Tags, keys: TagKeys): FamilyRule {
  const name = tags[keys.family];
  const number = tags[keys.keep];
  const family = familyOf(tags, keys);
  const keep = number !== undefined && /^[1-9][0-9]?$/.test(number) ? Number(number) : undefined;
  const pace = tags[keys.rollout];
  const rollout = pace === undefined ? 'each' : PACES.find((known) => known === pace);
  const problems = [
    ...(name !== undefined && family === undefined
      ? [
          `'${name}' cannot be a family; ${keys.family} has 1 to 64 letters, digits, '_', '.' or '-', for example 'cad'`,
        ]
      : []),
    ...(number !== undefined && keep === undefined
      ? [
          `'${number}' is not how many replicas to keep; ${keys.keep} is a number from 1 to 99, for example '3'`,
        ]
      : []),
    ...(number !== undefined && name === undefined
      ? [
          `'${keys.keep}' needs a family; name it with ${keys.family}, for example 'cad', on every image of the family`,
        ]
      : []),
    ...(rollout === undefined
      ? [
          `'${pace}' is not when fleets move to a new image; ${keys.rollout} is 'each' for each region when its replica is there, or 'together' for all regions when all replicas are there`,
        ]
      : []),
    ...(pace !== undefined && name === undefined
      ? [
          `'${keys.rollout}' needs a family; name it with ${keys.family}, for example 'cad', on every image of the family`,
        ]
      : []),
  ];
  return { family, keep: family === undefined ? undefined : keep, rollout, problems };
}

/** The family that the tags name, if it can be one. */
export function familyOf(tags: Tags, keys: TagKeys): string | undefined {
  const name = tags[keys.family];
  return name !== undefined && FAMILY.test(name) ? name : undefined;
}
