/* Decides what is to be done about one fleet. */

import type { Problem } from '../image.ts';
import { failure } from '../message/failure-code.ts';
import { isAnnouncementDue } from '../tags/due.ts';
import { minutesBetween } from '../time.ts';
import { fingerprint } from './fleet.ts';
import {
  currentBuild,
  FLEET_WAITS,
  type FleetCase,
  type FleetDecision,
  fail,
  ownStatus,
  waitFor,
} from './fleet-decision.ts';
import { type FleetStatus, namesImage } from './fleet-status.ts';
import type { Follow } from './follow.ts';
import { moveFleet } from './move-fleet.ts';

/** Decides about one fleet. Pure and total. */
export function decideFleet(fleetCase: FleetCase): FleetDecision {
  const { status, limits, now } = fleetCase;
  const next = decideImage(fleetCase);
  if (!status?.due) return next;
  // What could not be announced for hours does not keep the fleet from its next image.
  const isOld = minutesBetween(status.since, now) >= limits.lateAfterHours * 60;
  if (isOld && next.do === 'update fleet') return next;
  const reason = `${status.word} was not announced`;
  return isAnnouncementDue(status, limits, now)
    ? { do: 'announce', status, reason }
    : { do: 'nothing', reason };
}

function decideImage(fleetCase: FleetCase): FleetDecision {
  const { fleet, rule, status } = fleetCase;
  if (status && isUpdated(fleetCase, status)) return finish(fleetCase, status);
  if (!rule) {
    const reason = 'it follows no family';
    return status ? { do: 'clear status', reason } : { do: 'nothing', reason };
  }
  const { follow } = rule;
  if (!follow || rule.problems.length > 0)
    return fail(fleetCase, failure('InvalidFleetTags', rule.problems.join('; ')));
  if (fleet.isElastic) {
    const message = `${fleet.name} is an Elastic fleet, which has no image`;
    return fail(fleetCase, failure('ElasticFleet', message));
  }
  return chooseNext(fleetCase, follow);
}

function chooseNext(fleetCase: FleetCase, follow: Follow): FleetDecision {
  const { target } = fleetCase.choice;
  const current = currentBuild(fleetCase);
  if (!target)
    return held(fleetCase, current) ?? waitFor(fleetCase, noImage(fleetCase, follow), current);
  const build = target.source.createdAt;
  const isThere = current?.getTime() === build.getTime();
  if (isThere || (follow.image === undefined && current && current > build))
    return held(fleetCase, current) ?? noteImage(fleetCase, current, isThere);
  return moveFleet(fleetCase, target);
}

function noImage({ fleet }: FleetCase, { family, image }: Follow): Problem {
  const wanted = image === undefined ? `the family ${family}` : `${image} in the family ${family}`;
  const message = `${fleet.region} has no AVAILABLE image of ${wanted}`;
  return { code: FLEET_WAITS.noImage, message };
}

/** Whether an earlier run called `UpdateFleet` and could not write that down. */
function isUpdated({ fleet }: FleetCase, { code, to }: FleetStatus): boolean {
  return code === FLEET_WAITS.updating && to === fingerprint(fleet.imageName ?? '');
}

function finish({ fleet, now }: FleetCase, status: FleetStatus): FleetDecision {
  const { asked, rule, build, image: from } = status;
  return {
    do: 'announce success',
    status: {
      word: 'FOLLOWING',
      since: now,
      asked,
      rule,
      build,
      image: fleet.imageName,
      from,
    },
    reason: 'the fleet was updated',
  };
}

/** A newer build is there that no fleet moves to yet. */
function held(fleetCase: FleetCase, build: Date | undefined): FleetDecision | undefined {
  const { held } = fleetCase.choice;
  if (!held || (build && held.source.createdAt <= build)) return undefined;
  const { gate, source } = held;
  if (gate.is === 'waiting')
    return waitFor(fleetCase, { code: FLEET_WAITS.together, message: gate.message }, build);
  const cause = `${source.name} ${source.createdAt.getTime()}`;
  return fail(fleetCase, failure('RolloutStopped', gate.message), build, cause);
}

function noteImage(fleetCase: FleetCase, build: Date | undefined, isThere: boolean): FleetDecision {
  const { fleet, rule, now } = fleetCase;
  const own = ownStatus(fleetCase);
  const image = fleet.imageName;
  const reason = isThere ? 'it has the image' : 'it has a newer image of the family';
  const isNoted =
    own?.word === 'FOLLOWING' &&
    own.build?.getTime() === build?.getTime() &&
    namesImage(own, image ?? '');
  if (isNoted) return { do: 'nothing', reason };
  const status = { word: 'FOLLOWING', since: now, rule: rule?.fingerprint, build, image } as const;
  return { do: 'note image', status, reason };
}
