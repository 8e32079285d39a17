/* What an invocation of the rollout asks for, read from its event. */

import * as v from 'valibot';
import { isRegionShaped } from '../region.ts';
import { isOwnKey, type TagKeys } from '../tags/keys.ts';
import { oneLine } from '../text.ts';
import { parseFleetArn } from './fleet.ts';

/** What to look at: one region, or all of them. */
export interface RolloutScope {
  readonly region?: string;
  /** Whether it is the regular look at everything. */
  readonly isSweep?: true;
}

const Sweep = v.strictObject({ trigger: v.literal('sweep') });
const Manual = v.pipe(
  v.unknown(),
  v.check((event) => !Array.isArray(event)),
  v.strictObject({}),
);
const Notification = v.object({
  Records: v.tuple([v.object({ Sns: v.object({ Message: v.string() }) })]),
});
const Succeeded = v.object({
  outcome: v.literal('SUCCEEDED'),
  destination: v.object({ region: v.string() }),
});
const Tagging = v.object({
  source: v.literal('aws.appstream'),
  detail: v.object({
    eventName: v.picklist(['TagResource', 'UntagResource']),
    errorCode: v.nullish(v.literal('')),
    requestParameters: v.record(v.string(), v.unknown()),
  }),
});

/**
 * Reads an invocation's event, which is untrusted: the schedule, a message of the topic, EventBridge events of fleets that
 * are tagged, and `{}` by hand. Total: whatever is not ours is `ignored`, with the reason.
 */
export function parseRolloutEvent(
  event: unknown,
  keys: TagKeys,
): RolloutScope | { readonly ignored: string } {
  if (v.is(Sweep, event)) return { isSweep: true };
  if (v.is(Manual, event)) return {};
  const notification = v.safeParse(Notification, event);
  if (notification.success) return readMessage(notification.output.Records[0].Sns.Message);
  const tagging = v.safeParse(Tagging, event);
  if (!tagging.success)
    return { ignored: 'neither a message of the topic nor an event of a fleet' };
  const parameters = tagging.output.detail.requestParameters;
  const arn = parameters.resourceArn ?? parameters.ResourceArn;
  const fleet = typeof arn === 'string' ? parseFleetArn(arn) : undefined;
  if (!fleet) return { ignored: 'the tagged resource is no fleet' };
  const tags = parameters.tags ?? parameters.Tags;
  const set = typeof tags === 'object' && tags !== null ? Object.keys(tags) : [];
  if (set.length > 0 && set.every((key) => key === keys.fleetStatus || isOwnKey(keys, key)))
    return { ignored: "the replicator's own tagging" };
  return { region: fleet.region };
}

function readMessage(text: string): RolloutScope | { readonly ignored: string } {
  const message = v.safeParse(Succeeded, parseJson(text));
  if (!message.success) return { ignored: oneLine(`not a SUCCEEDED: ${text}`, 200) };
  const { region } = message.output.destination;
  return isRegionShaped(region) ? { region } : { ignored: 'the message names no region' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
