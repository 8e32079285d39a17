/* What a decision about a fleet rests on, and what it says. */

import type { Problem } from '../image.ts';
import type { Limits } from '../tags/due.ts';
import { toMinute } from '../time.ts';
import type { Choice, FamilyImage } from './family-image.ts';
import { type Fleet, type FleetRule, fingerprint } from './fleet.ts';
import { buildNamed, type FleetStatus, namesImage } from './fleet-status.ts';

/** All that the decision about one fleet rests on. */
export interface FleetCase {
  readonly fleet: Fleet;
  /** Undefined for a fleet that follows nothing. */
  readonly rule: FleetRule | undefined;
  readonly status: FleetStatus | undefined;
  /** The fleet's image, if it is one of a family. */
  readonly present: FamilyImage | undefined;
  readonly choice: Choice;
  readonly limits: Limits;
  readonly now: Date;
}

/** What to do about a fleet, why, and the status to write. */
export type FleetDecision = { readonly reason: string } & (
  | { readonly do: 'nothing' }
  | { readonly do: 'clear status' }
  | { readonly do: 'wait'; readonly status: FleetStatus }
  /** The fleet has its image already, and nothing is announced. */
  | { readonly do: 'note image'; readonly status: FleetStatus }
  | {
      readonly do: 'update fleet';
      readonly target: FamilyImage;
      /** What accounts for the update and has to stand before it. */
      readonly before: FleetStatus;
      readonly status: FleetStatus;
    }
  /** An earlier run updated the fleet and could not write that down. */
  | { readonly do: 'announce success'; readonly status: FleetStatus }
  | {
      readonly do: 'announce failure';
      readonly problem: Problem;
      readonly status: FleetStatus;
    }
  /** The announcement of a status, which was due and was not made. */
  | { readonly do: 'announce'; readonly status: FleetStatus }
);

/** Why a fleet waits, where it is not a code of AWS. */
export const FLEET_WAITS = {
  accessDenied: 'AccessDenied',
  changedByHand: 'ChangedByHand',
  fleetBusy: 'FleetBusy',
  noImage: 'NoImage',
  together: 'Together',
  updating: 'Updating',
  window: 'WindowClosed',
} as const;

/** The status as far as it is about the fleet's present tag `follow`. */
export function ownStatus({ status, rule }: FleetCase): FleetStatus | undefined {
  return status?.rule !== undefined && status.rule === rule?.fingerprint ? status : undefined;
}

/**
 * The build that the fleet uses: its image's while that is of the family, and else what its status says of it. So an
 * image that leaves the family is not exchanged for an older one.
 */
export function currentBuild(fleetCase: FleetCase): Date | undefined {
  const { fleet, rule, present } = fleetCase;
  if (present && present.family === rule?.follow?.family) return present.source.createdAt;
  const own = ownStatus(fleetCase);
  return own && namesImage(own, fleet.imageName ?? '') ? buildNamed(own) : undefined;
}

/** Whether the fleet's image is not the one that its status names. While an update is made, another run may have changed it. */
export function isChangedByHand(status: FleetStatus, { imageName = '' }: Fleet): boolean {
  const isUpdating = status.code === FLEET_WAITS.updating;
  return status.image !== undefined && !isUpdating && !namesImage(status, imageName);
}

/**
 * What every status of a fleet carries on: its image, the build of that, and the build from which on a newer one counts. Of a fleet that was
 * changed by hand it is what it was before, as long as nothing newer has come.
 */
export function factsOf(
  fleetCase: FleetCase,
  build: Date | undefined,
): Pick<FleetStatus, 'rule' | 'build' | 'current' | 'image'> {
  const { fleet, rule } = fleetCase;
  const own = ownStatus(fleetCase);
  const isNewer = build !== undefined && !(own?.build && build <= own.build);
  if (own && !isNewer && isChangedByHand(own, fleet))
    return { rule: own.rule, build: own.build, current: buildNamed(own), image: own.image };
  return {
    rule: rule?.fingerprint,
    build: build ?? own?.build,
    current: currentBuild(fleetCase),
    image: fleet.imageName,
  };
}

/** What tells one change from the next: the status before it, which is the same for runs that overlap. */
export function occasionOf(own: FleetStatus | undefined, otherwise: Date): Date {
  return toMinute(own?.asked ?? own?.since ?? otherwise);
}

/** Waits, with a code that says for what. */
export function waitFor(
  fleetCase: FleetCase,
  { code, message }: Problem,
  build?: Date,
  blocked?: Date,
): FleetDecision {
  const own = ownStatus(fleetCase);
  const facts = factsOf(fleetCase, build);
  const goesOn = own?.word === 'WAITING' && own.build?.getTime() === facts.build?.getTime();
  const since = goesOn ? own.since : fleetCase.now;
  const status: FleetStatus = { word: 'WAITING', since, code, blocked, ...facts, text: message };
  return { do: 'wait', status, reason: message };
}

/**
 * Fails, once for each cause.
 * @param cause what tells one failure from another; the message, where it is not given
 */
export function fail(
  fleetCase: FleetCase,
  problem: Problem,
  build?: Date,
  cause = problem.message,
): FleetDecision {
  const { now } = fleetCase;
  const own = ownStatus(fleetCase);
  const isKnown =
    own?.word === 'FAILED' && own.code === problem.code && own.cause === fingerprint(cause);
  if (isKnown) return { do: 'nothing', reason: `FAILED stands: ${problem.message}` };
  const status: FleetStatus = {
    word: 'FAILED',
    since: now,
    asked: occasionOf(own, now),
    code: problem.code,
    cause: fingerprint(cause),
    ...factsOf(fleetCase, build),
    text: problem.message,
  };
  return { do: 'announce failure', problem, status, reason: problem.message };
}
