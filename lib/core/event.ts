/* What an invocation asks for, read from its event. */

import * as v from 'valibot';
import { IMAGE_NAME, parseImageArn } from './image.ts';
import { isOwnKey, type TagKeys } from './tags/keys.ts';
import { oneLine } from './text.ts';

/** Why a run covers every image: a tick of the watch, the slow sweep, or a person. */
export type Trigger = 'tick' | 'sweep' | 'manual';

/** What an invocation asks for. */
export type Request =
  | { readonly kind: 'image'; readonly name: string }
  | { readonly kind: 'all'; readonly trigger: Trigger }
  | { readonly kind: 'ignored'; readonly reason: string };

/** What to reconcile: one image, or all of them. */
export type Scope = Exclude<Request, { kind: 'ignored' }>;

/** Whether a run is one of the watch, which looks at what is in flight. */
export function isTick(scope: Scope): boolean {
  return scope.kind === 'all' && scope.trigger === 'tick';
}

const Scheduled = v.strictObject({ trigger: v.picklist(['tick', 'sweep']) });
/** An empty list would pass for an object without members. */
const Manual = v.pipe(
  v.unknown(),
  v.check((event) => !Array.isArray(event)),
  v.strictObject({ image: v.optional(v.string()) }),
);
const CloudTrail = v.object({
  source: v.literal('aws.appstream'),
  region: v.optional(v.string()),
  detail: v.object({
    eventName: v.string(),
    awsRegion: v.optional(v.string()),
    errorCode: v.nullish(v.string()),
    requestParameters: v.optional(v.unknown()),
    serviceEventDetails: v.optional(v.unknown()),
  }),
});
type Detail = v.InferOutput<typeof CloudTrail>['detail'];

/**
 * Reads an invocation's event, which is untrusted: EventBridge events of CloudTrail records ("AWS Service Event via
 * CloudTrail" and "AWS API Call via CloudTrail"), the two schedules, and `{"image": "NAME"}` or `{}` by hand.
 * Total: whatever is not ours is `ignored`, with the reason.
 * @param region the source region, where the function runs
 */
export function parseEvent(event: unknown, region: string, keys: TagKeys): Request {
  const scheduled = v.safeParse(Scheduled, event);
  if (scheduled.success) return { kind: 'all', trigger: scheduled.output.trigger };
  const manual = v.safeParse(Manual, event);
  if (manual.success) {
    return manual.output.image === undefined
      ? { kind: 'all', trigger: 'manual' }
      : named(manual.output.image);
  }
  const record = v.safeParse(CloudTrail, event);
  if (!record.success) return ignored('neither an AppStream event nor {"image": "NAME"} nor {}');
  const { detail } = record.output;
  const from = detail.awsRegion ?? record.output.region;
  if (from !== region) return ignored(`an event of region ${from}, not of ${region}`);
  if (present(detail.errorCode))
    return ignored(`a ${detail.eventName} that failed with ${detail.errorCode}`);
  return readDetail(detail, region, keys);
}

function readDetail(detail: Detail, region: string, keys: TagKeys): Request {
  const parameters = detail.requestParameters;
  switch (detail.eventName) {
    case 'CreateImage':
      return named(field(detail.serviceEventDetails, 'ImageName') ?? field(parameters, 'name'));
    case 'CreateUpdatedImage':
      return isDryRun(parameters) ? ignored('a dry run') : named(field(parameters, 'newImageName'));
    case 'CreateImportedImage':
      return isDryRun(parameters) ? ignored('a dry run') : named(field(parameters, 'name'));
    case 'TagResource':
    case 'UntagResource':
      return readTagging(parameters, region, keys);
    default:
      return ignored(`${detail.eventName} is no event of a new or tagged image`);
  }
}

/** Setting nothing but status or lineage tags is the replicator's own doing; taking them away is a person's wish. */
function readTagging(parameters: unknown, region: string, keys: TagKeys): Request {
  const arn = field(parameters, 'resourceArn');
  const image = typeof arn === 'string' ? parseImageArn(arn) : undefined;
  if (!image) return ignored('the tagged resource is no image');
  if (image.region !== region)
    return ignored(`an image of region ${image.region}, not of ${region}`);
  const tags = field(parameters, 'tags');
  const set = typeof tags === 'object' && tags !== null ? Object.keys(tags) : [];
  if (set.length > 0 && set.every((key) => isOwnKey(keys, key)))
    return ignored("the replicator's own tagging");
  return named(image.name);
}

function isDryRun(parameters: unknown): boolean {
  const dryRun = field(parameters, 'dryRun');
  return dryRun === true || dryRun === 'true';
}

/** A field in either capitalisation: CloudTrail writes lower camel case in the documented examples. */
function field(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null) return undefined;
  const names = [
    name,
    name.slice(0, 1).toLowerCase() + name.slice(1),
    name.slice(0, 1).toUpperCase() + name.slice(1),
  ];
  return Object.entries(object).find(([key, value]) => names.includes(key) && present(value))?.[1];
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function named(name: unknown): Request {
  if (typeof name !== 'string') return ignored('the event names no image');
  return IMAGE_NAME.test(name)
    ? { kind: 'image', name }
    : ignored(`'${name}' cannot be the name of an image`);
}

function ignored(reason: string): Request {
  return { kind: 'ignored', reason: oneLine(reason, 200) };
}
