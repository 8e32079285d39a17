/* The tag `follow` on a fleet: the family whose images it uses, or the one image that it is pinned to. */

import { IMAGE_NAME } from '../image.ts';
import { FAMILY } from '../tags/family.ts';

/** Which image a fleet is to use. */
export interface Follow {
  readonly family: string;
  /** Name of the source image that the fleet is pinned to; absent for the newest. */
  readonly image?: string;
}

/**
 * Reads the tag.
 * @returns what is wrong with it, and what would be right, where it cannot be
 * @example parseFollow('cad') // { family: 'cad' }
 * @example parseFollow('cad@cad-2026-10') // { family: 'cad', image: 'cad-2026-10' }
 */
export function parseFollow(value: string): Follow | string {
  const at = value.indexOf('@');
  const family = at < 0 ? value : value.slice(0, at);
  const image = at < 0 ? undefined : value.slice(at + 1);
  if (!FAMILY.test(family))
    return `'${value}' names no family; write FAMILY for its newest image, or FAMILY@IMAGE for one image, where FAMILY has 1 to 64 letters, digits, '_', '.' or '-', for example 'cad'`;
  if (image === undefined) return { family };
  return IMAGE_NAME.test(image)
    ? { family, image }
    : `'${value}' names no image after the '@'; write the name of a source image, for example '${family}@${family}-2026-10', or '${family}' for the newest`;
}
