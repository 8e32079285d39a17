/* What a replica's tags say of its family, compared with its source image. */

import type { SourceImage } from '../image.ts';
import { familyKeys, holds, type TagKeys, type Tags } from './keys.ts';
import { familyTags } from './rule.ts';

/** What makes a replica's tags say of its family what its source image says. */
export interface FamilyCorrection {
  readonly set: Tags;
  readonly remove: readonly string[];
}

/** The family of a source image can change after the copy. @returns undefined when the replica's tags are right */
export function familyCorrection(
  present: Tags,
  source: Pick<SourceImage, 'tags'>,
  keys: TagKeys,
): FamilyCorrection | undefined {
  const wanted = familyTags(source, keys);
  const remove = familyKeys(keys).filter(
    (key) => present[key] !== undefined && wanted[key] === undefined,
  );
  return holds(present, wanted) && remove.length === 0 ? undefined : { set: wanted, remove };
}
