/* Commands of the aws command line, right in every shell. */

import type { Image } from '../image.ts';

/**
 * Commands of the `aws` command line that mean the same in POSIX shells, PowerShell and cmd.exe: names, regions and ARNs
 * need no quoting by their patterns, and tags hold no character that means something within double quotes (AppStream
 * API, `TagKey` and `TagValue`). A tag's value stands in single quotes of the command line's own shorthand syntax.
 */
type Target = Pick<Image, 'region' | 'arn'>;

/** Sets a tag on an image. */
export function tagCommand(image: Target, key: string, value: string): string {
  return `aws appstream tag-resource ${on(image)} --tags "${plain(key)}='${plain(value)}'"`;
}

/** Takes tags off an image. */
export function untagCommand(image: Target, ...keys: readonly string[]): string {
  return `aws appstream untag-resource ${on(image)} --tag-keys ${keys.map(word).join(' ')}`;
}

/** Deletes an image. */
export function deleteCommand(region: string, name: string): string {
  return `aws appstream delete-image --region ${region} --name ${name}`;
}

/** Shows an image. */
export function describeCommand(region: string, name: string): string {
  return `aws appstream describe-images --region ${region} --names ${name}`;
}

/** Shows with whom an image is shared. */
export function permissionsCommand(region: string, name: string): string {
  return `aws appstream describe-image-permissions --region ${region} --name ${name}`;
}

/** Takes an account's access to an image away; ACCOUNT is to be filled in. */
export function revokeCommand(region: string, name: string): string {
  return `aws appstream delete-image-permissions --region ${region} --name ${name} --shared-account-id ACCOUNT`;
}

function on({ region, arn }: Target): string {
  return `--region ${region} --resource-arn ${arn}`;
}

function word(key: string): string {
  return /^[\w.:/=+@-]+$/.test(key) ? key : `"${plain(key)}"`;
}

/** A tag's text, with a space for whatever no tag can hold. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{Zs}\p{N}_.:/=+\-@]/gu, ' ');
}
