import { type Decision, fail, minutesBetween, type Pursuit } from './decision.ts';
import type { Fault } from './fault.ts';
import type { Problem } from './image.ts';
import { nearestRegion } from './region.ts';
import type { Status } from './status.ts';

/** Minutes on end for which a region may be out of reach before it counts as unavailable. */
export const REGION_MINUTES = 10;

/** Why a status waits, where it is not an AWS code. */
export const WAITS = {
  copyQuota: 'CopyQuota',
  imageQuota: 'ImageQuota',
  notVisible: 'NotVisible',
  newerReplica: 'NewerReplica',
  region: 'RegionUnavailable',
} as const;

/** The step that a call belonged to when it failed. */
export type Step = 'look' | 'copy' | 'remove' | 'finish';

/**
 * What follows from a failed call: another try later, or the end.
 * @param copying whether copies are in flight to the destination, which tells its two quotas apart
 */
export function afterFault(pursuit: Pursuit, fault: Fault, step: Step, copying = false): Decision {
  const begun = step === 'finish' || (step === 'look' && pursuit.progress?.word === 'COPYING');
  if (begun) return holdOn(pursuit, fault, step);
  switch (fault.kind) {
    case 'permanent':
    case 'missing':
      return fail(pursuit, explained(fault, step), `${step} failed for good`);
    case 'region':
      return unreachable(pursuit, fault);
    case 'quota':
      return waiting(pursuit, fault, quotaProblem(pursuit.region, copying));
    case 'exists':
    case 'transient':
      return waiting(pursuit, fault, fault);
    default:
      return fault.kind satisfies never;
  }
}

/** A copy has begun: it is followed on, whatever keeps us from seeing or finishing it for the time being. */
function holdOn(pursuit: Pursuit, fault: Fault, step: Step): Decision {
  const { progress, now, limits, name, rule } = pursuit;
  if (step === 'finish' && fault.kind === 'permanent') {
    return fail(pursuit, explained(fault, step), 'the replica could not be tagged');
  }
  const blocked = blockedSince(progress, fault.code, now);
  if (minutesBetween(blocked, now) >= limits.giveUpAfterHours * 60) {
    return gaveUp(pursuit, fault);
  }
  const status = progress ?? { word: 'COPYING', since: now, attempts: 1, started: now };
  const next: Status = {
    ...status,
    name,
    rule,
    code: fault.code,
    blocked,
    text: steadyText(progress, fault),
  };
  return { do: 'wait', status: next, reason: `${step} failed: ${fault.code}` };
}

function waiting(pursuit: Pursuit, fault: Fault, why: Problem): Decision {
  const { progress, now, limits, rule, name } = pursuit;
  // Queueing for a copy slot is no failure however long the queue is, so its time does not count.
  const goesOn =
    progress?.word === 'WAITING' &&
    (progress.code !== WAITS.copyQuota || why.code === WAITS.copyQuota);
  const since = goesOn ? progress.since : now;
  const waited = minutesBetween(since, now);
  if (why.code !== WAITS.copyQuota && waited >= limits.giveUpAfterHours * 60) {
    return gaveUp(pursuit, { code: why.code, message: why.message || fault.message });
  }
  const { attempts = 0, started, redo } = progress ?? {};
  return {
    do: 'wait',
    status: {
      word: 'WAITING',
      since,
      code: why.code,
      attempts,
      started,
      redo,
      rule,
      name,
      text: steadyText(progress, why),
    },
    reason: why.code,
  };
}

/** The text of the first time: AWS's wording may differ from call to call, and a tag is not rewritten for that. */
function steadyText(progress: Status | undefined, why: Problem): string {
  return (progress?.code === why.code && progress.text) || why.message;
}

function unreachable(pursuit: Pursuit, fault: Fault): Decision {
  const { progress, now, region, source } = pursuit;
  const blocked = blockedSince(progress, WAITS.region, now);
  const near = nearestRegion(region, source.region);
  const hint = near === region ? '' : ` - did you mean ${near}`;
  const why = { code: WAITS.region, message: `${region} is out of reach: ${fault.code}${hint}` };
  if (minutesBetween(blocked, now) >= REGION_MINUTES) {
    return fail(pursuit, why, `out of reach for ${REGION_MINUTES} minutes`);
  }
  const decision = waiting(pursuit, fault, why);
  return decision.do === 'wait' && decision.status
    ? { ...decision, status: { ...decision.status, blocked } }
    : decision;
}

/** Since when the same kind of obstacle has stood in the way without a break. */
export function blockedSince(progress: Status | undefined, code: string, now: Date): Date {
  const own = (it: string | undefined) =>
    it === WAITS.region || it === WAITS.notVisible ? it : 'other';
  return progress?.blocked && own(progress.code) === own(code) ? progress.blocked : now;
}

function gaveUp(pursuit: Pursuit, last: Problem): Decision {
  const message = `gave up after ${pursuit.limits.giveUpAfterHours} hours; the last obstacle was ${last.code}: ${last.message}`;
  return fail(pursuit, { code: 'GaveUp', message }, 'waited long enough');
}

function explained(fault: Fault, step: Step): Problem {
  const what = {
    look: 'the images of the destination could not be listed',
    copy: 'the copy was refused',
    remove: 'the failed replica could not be removed',
    finish: 'the replica is AVAILABLE but could not be tagged',
  }[step];
  return { code: fault.code, message: `${what}: ${fault.message}` };
}

function quotaProblem(region: string, copying: boolean): Problem {
  return copying
    ? {
        code: WAITS.copyQuota,
        message: `as many copies to ${region} as AWS allows at once are running - this image waits for its turn`,
      }
    : {
        code: WAITS.imageQuota,
        message: `the quota of images in ${region} is reached: delete images there or ask AWS to raise it`,
      };
}
