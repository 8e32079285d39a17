/* What follows from a refused or failed `UpdateFleet`: a wait with a code, or the end. */

import { type Fault, isDenial } from '../decision/aws-error.ts';
import type { Problem } from '../image.ts';
import { DENIED_MINUTES } from '../limits.ts';
import { failure } from '../message/failure-code.ts';
import { minutesBetween } from '../time.ts';
import type { FamilyImage } from './family-image.ts';
import {
  FLEET_WAITS,
  type FleetCase,
  type FleetDecision,
  fail,
  waitFor,
} from './fleet-decision.ts';
import { isOtherPlatform } from './move-fleet.ts';

/**
 * What follows when AWS did not change the fleet. A refusal counts as passing for ten minutes on end: the fleet may have
 * begun to start or stop, and policies and tags take time to be known everywhere.
 * @param fleetCase the fleet as it is after the call, with the status that stood before it
 */
export function afterUpdateFault(
  fleetCase: FleetCase,
  target: FamilyImage,
  fault: Fault,
): FleetDecision {
  const { fleet, status, limits, now } = fleetCase;
  const build = target.source.createdAt;
  const { code } = fault;
  const message = `AWS did not change the fleet: ${fault.message}`;
  if (code === 'IncompatibleImageException')
    return isOtherPlatform(fleetCase, target)
      ? fail(fleetCase, failure('OtherPlatform', message), build)
      : fail(fleetCase, { code, message }, build);
  if (fleet.state !== 'RUNNING' && fleet.state !== 'STOPPED') {
    const busy = { code: FLEET_WAITS.fleetBusy, message: `the fleet is ${fleet.state}` };
    return waitFor(fleetCase, busy, build);
  }
  if (fault.kind !== 'denied' && isOtherPlatform(fleetCase, target))
    return fail(fleetCase, failure('OtherPlatform', message), build);
  const blocked = status?.blocked ?? now;
  const minutes = minutesBetween(blocked, now);
  const isRefusal = fault.kind === 'denied' || fault.kind === 'permanent';
  if (isRefusal && minutes >= DENIED_MINUTES) return fail(fleetCase, { code, message }, build);
  if (minutes >= limits.giveUpAfterHours * 60) {
    const last = `gave up after ${limits.giveUpAfterHours} hours; ${code}: ${message}`;
    return fail(fleetCase, failure('GaveUp', last), build);
  }
  const why: Problem = { code: isDenial(code) ? FLEET_WAITS.accessDenied : code, message };
  return waitFor(fleetCase, why, build, blocked);
}
