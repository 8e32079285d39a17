import { type Decision, factsOf, fail, orLate, type Pursuit } from './decision.ts';
import { type Fault, isDenial } from './fault.ts';
import type { Problem } from './image.ts';
import { nearestRegion } from './region.ts';
import { isRuleOf } from './rule.ts';
import type { Status } from './status.ts';
import { minutesBetween } from './time.ts';

/** Minutes on end for which a region may be out of reach before it counts as unavailable. */
export const REGION_MINUTES = 10;

/** Minutes on end for which IAM may refuse a call before that is final: policies and tags take time to be known everywhere. */
export const DENIED_MINUTES = 10;

/** Why a status waits, where it is not an AWS code. */
export const WAITS = {
  accessDenied: 'AccessDenied',
  copyFailed: 'CopyFailed',
  copyQuota: 'CopyQuota',
  deleting: 'Deleting',
  failedReplica: 'FailedReplica',
  imageQuota: 'ImageQuota',
  newerReplica: 'NewerReplica',
  notVisible: 'NotVisible',
  olderReplica: 'OlderReplica',
  region: 'RegionUnavailable',
  sourceNotReady: 'SourceNotReady',
} as const;

/** What is merely waited for, for as long as it takes: nothing is tried in vain meanwhile. */
const PATIENT: readonly string[] = [
  WAITS.copyQuota,
  WAITS.deleting,
  WAITS.olderReplica,
  WAITS.sourceNotReady,
];

/** The step that a call belonged to when it failed. */
export type Step = 'look' | 'copy' | 'remove' | 'finish';

/**
 * What follows from a failed call: another try later, or the end.
 * @param copying whether copies are in flight to the destination, which tells its two quotas apart
 */
export function afterFault(pursuit: Pursuit, fault: Fault, step: Step, copying = false): Decision {
  if (step === 'remove') return keepRemoving(pursuit, fault);
  if (step === 'finish' && isEnded(pursuit))
    return { do: 'nothing', reason: `FAILED stands: the replica cannot be tagged: ${fault.code}` };
  const begun = step === 'finish' || (step === 'look' && pursuit.progress?.word === 'COPYING');
  if (begun) return holdOn(pursuit, fault, step);
  switch (fault.kind) {
    case 'permanent':
    case 'missing':
      return fail(pursuit, explained(fault, step), `${step} failed for good`);
    case 'denied':
      return denied(pursuit, fault, step);
    case 'region':
      return unreachable(pursuit, fault);
    case 'quota':
      return waitFor(pursuit, quotaProblem(pursuit.region, copying));
    case 'exists':
    case 'transient':
      return waitFor(pursuit, fault);
    default:
      return fault.kind satisfies never;
  }
}

/** Whether the pursuit ended before, and its replica was found AVAILABLE all the same. */
function isEnded({ status, wanted }: Pursuit): boolean {
  return status?.word === 'FAILED' && wanted !== undefined && isRuleOf(wanted, status.rule);
}

/** A copy has begun: it is followed on, whatever keeps us from seeing or finishing it for the time being. */
function holdOn(pursuit: Pursuit, fault: Fault, step: 'look' | 'finish'): Decision {
  const { progress, now, limits, asked, name, rule } = pursuit;
  if (step === 'finish' && (fault.kind === 'permanent' || isDeniedForGood(pursuit, fault))) {
    return fail(pursuit, explained(fault, step), 'the replica could not be tagged');
  }
  const why = waitOf(fault);
  const blocked = blockedSince(progress, why.code, now);
  if (minutesBetween(blocked, now) >= limits.giveUpAfterHours * 60) {
    return gaveUp(pursuit, fault);
  }
  const status = progress ?? { word: 'COPYING', since: now, attempts: 1 };
  const next: Status = {
    ...status,
    asked,
    name,
    rule,
    code: why.code,
    blocked,
    text: steadyText(progress, why),
  };
  const wait = { do: 'wait', status: next, reason: `${step} failed: ${fault.code}` } as const;
  return orLate(pursuit, next.since, wait, { problem: why });
}

/**
 * Waits, with a code that says for what. Waiting in vain ends after `giveUpAfterHours`; what is merely waited for has
 * no end, and its time does not count.
 */
export function waitFor(pursuit: Pursuit, why: Problem): Decision {
  const { progress, now, limits } = pursuit;
  const isPatient = PATIENT.includes(why.code);
  const goesOn =
    progress?.word === 'WAITING' && (isPatient || !PATIENT.includes(progress.code ?? ''));
  const since = goesOn ? progress.since : now;
  if (!isPatient && minutesBetween(since, now) >= limits.giveUpAfterHours * 60) {
    return gaveUp(pursuit, why);
  }
  const isLate = progress?.word === 'WAITING' && progress.late;
  const status: Status = {
    ...factsOf(pursuit),
    word: 'WAITING',
    since,
    code: why.code,
    late: isLate,
    due: isLate ? progress.due : undefined,
    text: steadyText(progress, why),
  };
  return orLate(pursuit, since, { do: 'wait', status, reason: why.code }, { problem: why });
}

/** A failed replica is not out of the way yet: nothing about that is final before `giveUpAfterHours`. */
function keepRemoving(pursuit: Pursuit, fault: Fault): Decision {
  const { progress, now } = pursuit;
  const status = progress ?? { ...factsOf(pursuit), word: 'WAITING', since: now };
  const text = `the failed replica could not be removed: ${fault.code}`;
  return waitInVain(pursuit, { ...status, text }, explained(fault, 'remove'));
}

/** Waits on with a status, until that is late, and then until it is given up. */
export function waitInVain(pursuit: Pursuit, status: Status, why: Problem): Decision {
  const { now, limits } = pursuit;
  if (minutesBetween(status.since, now) >= limits.giveUpAfterHours * 60)
    return gaveUp(pursuit, why);
  const wait = { do: 'wait', status, reason: why.message } as const;
  return orLate(pursuit, status.since, wait, { problem: why });
}

/** The text of the first time: AWS's wording may differ from call to call, and a tag is not rewritten for that. */
function steadyText(progress: Status | undefined, why: Problem): string {
  return (progress?.code === why.code && progress.text) || why.message;
}

function denied(pursuit: Pursuit, fault: Fault, step: Step): Decision {
  if (isDeniedForGood(pursuit, fault))
    return fail(pursuit, explained(fault, step), `refused for ${DENIED_MINUTES} minutes`);
  return blockedBy(pursuit, waitOf(fault));
}

/** Why it waits. Refusals of IAM have one code, whatever the spelling: short enough for the fullest of tags. */
function waitOf({ kind, code, message }: Fault): Problem {
  return { code: kind === 'denied' ? WAITS.accessDenied : code, message };
}

/** Whether IAM has refused the pursuit's calls for so long that it is no matter of time. */
function isDeniedForGood({ progress, now }: Pursuit, fault: Fault): boolean {
  if (fault.kind !== 'denied') return false;
  return minutesBetween(blockedSince(progress, fault.code, now), now) >= DENIED_MINUTES;
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
  return blockedBy(pursuit, why);
}

/** Waits, and remembers since when this obstacle has stood in the way. */
function blockedBy(pursuit: Pursuit, why: Problem): Decision {
  const decision = waitFor(pursuit, why);
  const blocked = blockedSince(pursuit.progress, why.code, pursuit.now);
  return decision.do === 'wait' || decision.do === 'late'
    ? { ...decision, status: { ...decision.status, blocked } }
    : decision;
}

/** Since when the same kind of obstacle has stood in the way without a break. */
export function blockedSince(progress: Status | undefined, code: string, now: Date): Date {
  return progress?.blocked && obstacle(progress.code) === obstacle(code) ? progress.blocked : now;
}

function obstacle(code = ''): string {
  if (code === WAITS.region || code === WAITS.notVisible) return code;
  return isDenial(code) ? 'denied' : 'other';
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
