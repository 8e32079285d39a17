/* The line of images that a source image belongs to, and how many of its replicas stay. */

import type { TagKeys, Tags } from './keys.ts';

/** What a family may be called. */
export const FAMILY = /^[\w.-]{1,64}$/;

/** A source image's place in a line of images, and what is wrong with it. */
export interface FamilyRule {
  /** Absent when the image has none, or one that cannot be. */
  readonly family?: string;
  /** How many replicas stay in each region. Absent when all do, or when the number is none. */
  readonly keep?: number;
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
          `'${keys.keep}' needs a family; name it with ${keys.family}, for example 'cad', on every image of the line`,
        ]
      : []),
  ];
  return { family, keep: family === undefined ? undefined : keep, problems };
}

/** The family that the tags name, if it can be one. */
export function familyOf(tags: Tags, keys: TagKeys): string | undefined {
  const name = tags[keys.family];
  return name !== undefined && FAMILY.test(name) ? name : undefined;
}
