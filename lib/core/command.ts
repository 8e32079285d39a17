import type { Image } from './image.ts';

/**
 * Commands of the `aws` command line for a POSIX shell. Names, regions and ARNs of images need no quoting by their
 * patterns; tags are quoted.
 */

/** Sets tags on an image. */
export function tagCommand(image: Image, tags: Readonly<Record<string, string>>): string {
  return `aws appstream tag-resource ${on(image)} --tags ${quote(JSON.stringify(tags))}`;
}

/** Takes tags off an image. */
export function untagCommand(image: Image, ...keys: readonly string[]): string {
  return `aws appstream untag-resource ${on(image)} --tag-keys ${keys.map(quote).join(' ')}`;
}

/** Deletes an image. */
export function deleteCommand(region: string, name: string): string {
  return `aws appstream delete-image --region ${region} --name ${name}`;
}

/** Shows an image. */
export function describeCommand(region: string, name: string): string {
  return `aws appstream describe-images --region ${region} --names ${name}`;
}

function on({ region, arn }: Image): string {
  return `--region ${region} --resource-arn ${arn}`;
}

function quote(text: string): string {
  if (/^[\w.:/=+@-]+$/.test(text)) return text;
  return `'${text.replaceAll(/[\p{C}\u2028\u2029]/gu, ' ').replaceAll("'", "'\\''")}'`;
}
