/* Moves a fleet to another image: now, later, or not before somebody does something. */

import { ANNOUNCE_AGAIN_MINUTES } from '../limits.ts';
import { failure } from '../message/failure-code.ts';
import { minutesBetween } from '../time.ts';
import type { FamilyImage } from './family-image.ts';
import { fingerprint } from './fleet.ts';
import {
  currentBuild,
  FLEET_WAITS,
  type FleetCase,
  type FleetDecision,
  fail,
  isChangedByHand,
  occasionOf,
  ownStatus,
  waitFor,
} from './fleet-decision.ts';
import type { FleetStatus } from './fleet-status.ts';
import { isOpen } from './window.ts';

/** Failures that are looked at again in every run: they end when somebody has done something about them. */
const LOOKED_AT_AGAIN: readonly string[] = [
  'ElasticFleet',
  'InvalidFleetTags',
  'OtherPlatform',
  'RolloutStopped',
];

/** The fleet is to have another image: now, later, or not before somebody does something. */
export function moveFleet(fleetCase: FleetCase, target: FamilyImage): FleetDecision {
  const { fleet } = fleetCase;
  const own = ownStatus(fleetCase);
  const build = target.source.createdAt;
  if (own && isLeftAlone(fleetCase, own, build)) {
    const message = `its image was changed by hand to ${fleet.imageName ?? 'none'} - a newer image or a change of its tag moves it again`;
    return waitFor(fleetCase, { code: FLEET_WAITS.changedByHand, message });
  }
  if (own?.word === 'FAILED' && isSame(own, build) && !LOOKED_AT_AGAIN.includes(own.code ?? ''))
    return { do: 'nothing', reason: `FAILED is final for ${target.image.name}` };
  if (isOtherPlatform(fleetCase, target)) {
    const message = `${target.image.name} is for ${target.image.platform} and the fleet runs ${fleet.platform}`;
    return fail(fleetCase, failure('OtherPlatform', message), build);
  }
  return waitForFleet(fleetCase, target) ?? update(fleetCase, target, build);
}

/** Whether somebody changed the image by hand, and nothing newer has come since. */
function isLeftAlone({ fleet, rule }: FleetCase, own: FleetStatus, build: Date): boolean {
  const isPinned = rule?.follow?.image !== undefined;
  const isKnown = isPinned ? isSame(own, build) : own.build !== undefined && build <= own.build;
  return isKnown && isChangedByHand(own, fleet);
}

/** What the fleet has to wait for before it is updated. */
function waitForFleet(fleetCase: FleetCase, target: FamilyImage): FleetDecision | undefined {
  const { fleet, rule, now } = fleetCase;
  const own = ownStatus(fleetCase);
  const build = target.source.createdAt;
  const wait = (code: string, message: string) =>
    waitFor(fleetCase, { code, message: `${message} and ${target.image.name} is next` }, build);
  if (fleet.state !== 'RUNNING' && fleet.state !== 'STOPPED')
    return wait(FLEET_WAITS.fleetBusy, `the fleet is ${fleet.state}`);
  if (rule?.window && !isOpen(rule.window, now))
    return wait(FLEET_WAITS.window, 'its window is closed');
  const blocked = own && isSame(own, build) ? own.blocked : undefined;
  return blocked && minutesBetween(blocked, now) < ANNOUNCE_AGAIN_MINUTES.fast
    ? { do: 'nothing', reason: 'AWS refused it a moment ago' }
    : undefined;
}

function isSame({ build }: FleetStatus, other: Date): boolean {
  return build?.getTime() === other.getTime();
}

/** Whether the fleet must be stopped first (AppStream API, `UpdateFleet`). What AWS does not say counts as the same. */
export function isOtherPlatform({ fleet }: FleetCase, { image }: FamilyImage): boolean {
  const isKnown = fleet.platform !== undefined && image.platform !== undefined;
  return isKnown && fleet.platform !== image.platform && fleet.state !== 'STOPPED';
}

function update(fleetCase: FleetCase, target: FamilyImage, build: Date): FleetDecision {
  const { fleet, now, rule } = fleetCase;
  const own = ownStatus(fleetCase);
  const goesOn = own?.word === 'WAITING' && isSame(own, build);
  const since = goesOn ? own.since : now;
  const asked = occasionOf(own, build);
  const facts = { asked, rule: rule?.fingerprint, build };
  const { name } = target.image;
  return {
    do: 'update fleet',
    target,
    before: {
      word: 'WAITING',
      since,
      code: FLEET_WAITS.updating,
      blocked: goesOn ? own.blocked : undefined,
      ...facts,
      current: currentBuild(fleetCase),
      image: fleet.imageName,
      to: fingerprint(name),
      text: `${name} is next`,
    },
    status: {
      word: 'FOLLOWING',
      since: now,
      ...facts,
      image: name,
      from: fleet.imageName,
    },
    reason: `${name} is the image that the fleet is to use`,
  };
}
