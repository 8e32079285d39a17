/* Announces what became of a fleet. */

import type { FleetUpdater } from '../context.ts';
import type { Problem } from '../core/image.ts';
import { hintAfterRollout, hintForFleet } from '../core/message/fleet-remediation.ts';
import type { Message } from '../core/message/message.ts';
import {
  type AboutFleet,
  rolledOutMessage,
  rolloutFailedMessage,
} from '../core/message/rollout.ts';
import { parseFleetArn } from '../core/rollout/fleet.ts';
import { type FleetStatus, namesImage } from '../core/rollout/fleet-status.ts';
import { type TagKeys, tagKeys } from '../core/tags/keys.ts';
import { publish } from './announce.ts';
import type { PlannedFleet } from './plan-rollout.ts';
import { problemIn } from './status-entry.ts';

/**
 * Announces a status. Throws what the SDK throws: then it is not announced.
 * @param problem why it failed; where it is not given, the message has only the code that the tag names
 */
export async function announceFleet(
  planned: PlannedFleet,
  status: FleetStatus,
  updater: FleetUpdater,
  problem = problemIn(status),
): Promise<void> {
  const { fleet } = planned.fleetCase;
  const about = {
    account: parseFleetArn(fleet.arn)?.account ?? '',
    fleet,
    asked: status.asked ?? status.since,
    rule: status.rule,
    at: status.since,
  };
  const keys = tagKeys(updater.tagPrefix);
  const message =
    status.word === 'FAILED'
      ? failedMessage(planned, about, problem, keys)
      : updatedMessage(planned, about, status, keys);
  if (message) await publish(updater, message);
}

/** A message is about a source image: a fleet whose tag names none of a family has its status alone. */
function failedMessage(
  planned: PlannedFleet,
  about: AboutFleet,
  problem: Problem,
  keys: TagKeys,
): Message | undefined {
  const { fleet, choice, rule } = planned.fleetCase;
  const { held } = choice;
  const target = problem.code === 'RolloutStopped' ? undefined : choice.target;
  const source = target?.source ?? held?.source ?? newestOf(planned);
  if (!source) return undefined;
  const isSourceGone = held?.gate.is === 'source gone';
  const context = { fleet, follow: rule?.follow, keys, source, isSourceGone };
  const hint = hintForFleet(problem.code, context);
  const { imageName: name, imageArn: arn } = fleet;
  const image = name === undefined ? undefined : { arn, name };
  return rolloutFailedMessage({ ...about, source, target: target?.image, image, problem }, hint);
}

/** Undefined for an image that is gone by now. */
function updatedMessage(
  { fleetCase, families }: PlannedFleet,
  about: AboutFleet,
  status: FleetStatus,
  keys: TagKeys,
): Message | undefined {
  const { fleet, rule } = fleetCase;
  const found = families.images.find(({ image }) => namesImage(status, image.name));
  if (!found) return undefined;
  const { from } = status;
  const before = families.images.find(({ image }) => image.name === from);
  const arn = before?.image.arn ?? (fleet.imageName === from ? fleet.imageArn : undefined);
  const imageBefore = from === undefined ? undefined : { arn, name: from };
  const sourceName = before?.family === found.family ? before.source.name : undefined;
  const wayBack = imageBefore && { name: imageBefore.name, sourceName };
  const hint = hintAfterRollout({ fleet, follow: rule?.follow, keys }, wayBack);
  const { source, image } = found;
  return rolledOutMessage({ ...about, source, image, imageBefore }, hint);
}

/** The newest source image of the family that the fleet follows. */
function newestOf({ fleetCase, families }: PlannedFleet) {
  const family = fleetCase.rule?.follow?.family;
  const members = families.members.filter(({ rule }) => family && rule?.family === family);
  return members.at(-1)?.image;
}
