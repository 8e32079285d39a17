/* The images that a command is about, and a suggestion for a name that does not exist. */

import { listImages } from '../../lib/aws/appstream/read.ts';
import type { Observer } from '../../lib/context.ts';
import type { Scope } from '../../lib/core/event.ts';
import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { foreignOwner } from './foreign.ts';
import type { Overview } from './overview.ts';

/** What a command is about: the images that are named, else all of them. */
export function scopesOf(names: readonly string[]): Scope[] {
  if (names.length === 0) return [{ kind: 'all', trigger: 'manual' }];
  return [...new Set(names)].map((name) => ({ kind: 'image', name }));
}

/** Sees to it that every image that was named is there. @throws UserError that names the nearest image */
export async function insist(
  names: readonly string[],
  { images }: Overview,
  observer: Observer,
): Promise<void> {
  const missing = names.filter((name) => !images.some((image) => image.name === name));
  if (missing.length > 0) throw await noSuchImage(missing[0] ?? '', observer);
}

/** The error for an image that does not exist. */
export async function noSuchImage(
  name: string,
  { appstream, account, region }: Pick<Observer, 'appstream' | 'account' | 'region'>,
): Promise<UserError> {
  const owner = await foreignOwner(appstream(region), name);
  if (owner !== undefined) {
    return new UserError(
      `image '${name}' in ${region} ${owner}; only images that your account owns can be copied`,
    );
  }
  const images = await listImages(appstream(region), region, account);
  if (images.length === 0) return new UserError(`there are no images in ${region}`);
  const names = images.map((image) => image.name);
  return new UserError(`there is no image '${name}' in ${region}${nearest(name, names)}`);
}
