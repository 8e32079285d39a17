import type { SourceImage } from './image.ts';
import { nearestRegion } from './region.ts';
import type { TagKeys } from './tags.ts';

/** What a hint may refer to. */
export interface HintContext {
  readonly source: SourceImage;
  readonly keys: TagKeys;
  readonly destination?: { readonly region: string; readonly name: string };
}

/** The next step for a person who reads of a failure: what to do, then how to start again. */
export function hintFor(code: string, context: HintContext): string {
  const { source, keys, destination } = context;
  const region = destination?.region ?? source.region;
  const name = destination?.name ?? source.name;
  const remove = `aws appstream delete-image --region ${region} --name ${name}`;
  const again = destination
    ? ` Then start again: ${untag(source, keys.status(region))}`
    : ' The change itself starts it again.';
  const steps: Readonly<Record<string, string>> = {
    InvalidRule: `Correct the tags that begin with '${keys.prefix}' on ${source.name}. The change itself starts it again.`,
    NoRoomForStatus: `Remove tags from ${source.name} until each destination has room for one (an image holds 50). The change itself starts it again.`,
    RegionUnavailable: `Check the region's name (the nearest is ${nearestRegion(region, source.region)}), and that AppStream is offered there and the region is enabled for the account.${again}`,
    NameTaken: `Delete or rename the other image (${remove}), or give the replica a name of its own in '${keys.to}', for example ${region}=${name.slice(0, 92)}-replica.${again}`,
    StaleReplica: `When nobody uses the older replica any more, delete it: ${remove}.${again}`,
    SourceFailed: `Build the image again; the new image is replicated by itself when it carries '${keys.to}'.`,
    GaveUp: `Remove the obstacle that the message names.${again}`,
    IncompatibleImageException: `AppStream cannot copy this image; update its base image and agent, build it anew and tag the new image.`,
    AccessDeniedException: `Let the function's role make this call: look for a permissions boundary or a service control policy that forbids it in ${region}.${again}`,
    InvalidAccountStatusException: `AppStream refuses the account; see the account's status, or ask AWS Support.${again}`,
    ResourceNotFoundException: `The image ${source.name} was deleted while it was to be copied. Nothing is to be done if that was meant.`,
    IMAGE_COPY_FAILURE: `AWS could not complete the copy; ask AWS Support if it goes on. The failed replica is left for inspection; delete it first: ${remove}.${again}`,
  };
  return Object.hasOwn(steps, code)
    ? (steps[code] ?? '')
    : `Remove the cause that the message names.${again}`;
}

function untag(source: SourceImage, key: string): string {
  return `aws appstream untag-resource --region ${source.region} --resource-arn ${source.arn} --tag-keys ${key}`;
}
