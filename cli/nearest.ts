/* A suggestion for a name that is not there. */

import { closest, distance } from 'fastest-levenshtein';

/** The name that was probably meant, to follow what is wrong: one that begins like it, or is close. Else nothing. */
export function nearest(name: string, names: readonly string[]): string {
  const near = names.find((each) => each.startsWith(name)) ?? closest(name, names);
  if (near === undefined) return '';
  const isClose =
    near.startsWith(name) || distance(name, near) <= Math.max(name.length, near.length) / 2;
  return isClose ? `; the nearest is '${near}'` : '';
}
