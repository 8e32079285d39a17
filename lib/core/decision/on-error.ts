/* What follows from a failed call: a wait with a code, or the end. */

import type { Problem } from '../image.ts';
import { DENIED_MINUTES, REGION_MINUTES } from '../limits.ts';
import { failure } from '../message/failure-code.ts';
import { WAITS } from '../message/wait-code.ts';
import { meantRegion, partitionOf } from '../region.ts';
import { isRuleOf } from '../tags/destinations.ts';
import type { Status } from '../tags/status.ts';
import { iso } from '../text.ts';
import { minutesAfter, minutesBetween } from '../time.ts';
import { type Fault, isDenial } from './aws-error.ts';
import { type Decision, factsOf, fail, latenessOf, orLate, type Replication } from './decision.ts';

/** What is merely waited for, for as long as it takes: nothing is tried in vain meanwhile. */
const PATIENT: readonly string[] = [
  WAITS.copyFailed,
  WAITS.copyQuota,
  WAITS.deleting,
  WAITS.olderReplica,
  WAITS.replicasRetiring,
  WAITS.sourceNotReady,
];

/** Replicas of a region that are to be deleted, being old. */
export interface Retiring {
  readonly count: number;
  /** When the first of them is deleted at the earliest. */
  readonly first: Date;
}

/** What is known of a region's quotas when AWS says that one is reached. */
interface QuotaSeen {
  /** Whether copies are in flight to the region, which decides between its two quotas. */
  readonly copying: boolean;
  /** The replicas there that are to be deleted, if any are known. */
  readonly retiring?: Retiring;
}

/** The decision that a call belonged to when it failed. */
export type Step = 'read region' | 'copy' | 'delete replica' | 'announce success' | 'share';

const WHAT_FAILED: Readonly<Record<Step, string>> = {
  'read region': 'the images of the destination could not be listed',
  copy: 'AWS refused the copy',
  'delete replica': 'the failed replica could not be deleted',
  'announce success': 'the replica is AVAILABLE but could not be tagged',
  share: 'the replica is AVAILABLE but could not be shared',
};

/** What follows from a failed call: another try later, or the end. */
export function afterFault(
  replication: Replication,
  fault: Fault,
  step: Step,
  quota: QuotaSeen = { copying: false },
): Decision {
  if (step === 'delete replica') return keepRemoving(replication, fault);
  if (step === 'announce success' && isEnded(replication))
    return {
      do: 'nothing',
      reason: `the status stays FAILED: the replica cannot be tagged: ${fault.code}`,
    };
  const begun =
    step === 'announce success' ||
    step === 'share' ||
    (step === 'read region' && replication.progress?.word === 'COPYING');
  if (begun) return holdOn(replication, fault, step);
  switch (fault.kind) {
    case 'permanent':
    case 'missing':
      return fail(replication, explained(fault, step), `${WHAT_FAILED[step]}: ${fault.code}`);
    case 'denied':
      return denied(replication, fault, step);
    case 'region':
      return unreachable(replication, fault);
    case 'quota':
      return waitFor(replication, quotaProblem(replication.region, quota));
    case 'exists':
    case 'transient':
      return waitFor(replication, fault);
    default:
      return fault.kind satisfies never;
  }
}

/** Whether the replication ended before, and its replica was found AVAILABLE all the same. */
export function isEnded({ status, wanted }: Replication): boolean {
  return status?.word === 'FAILED' && wanted !== undefined && isRuleOf(wanted, status.rule);
}

/** A copy has started: the replicator follows it even while calls to see or finish it fail. */
function holdOn(
  replication: Replication,
  fault: Fault,
  step: 'read region' | 'announce success' | 'share',
): Decision {
  const { progress, now, limits, asked, replicaName, rule } = replication;
  if (
    step === 'announce success' &&
    (fault.kind === 'permanent' || isDeniedForGood(replication, fault))
  ) {
    return fail(replication, explained(fault, step), `${WHAT_FAILED[step]}: ${fault.code}`);
  }
  const why = waitOf(fault);
  const blocked = blockedSince(progress, why.code, now);
  if (minutesBetween(blocked, now) >= limits.giveUpAfterHours * 60) {
    return gaveUp(replication, fault);
  }
  const status = progress ?? { word: 'COPYING', since: now, attempts: 1 };
  const next: Status = {
    ...status,
    asked,
    replicaName,
    rule,
    code: why.code,
    blocked,
    text: steadyText(progress, why),
  };
  const wait = { do: 'wait', status: next, reason: `${WHAT_FAILED[step]}: ${fault.code}` } as const;
  return orLate(replication, next.since, wait, { problem: why });
}

/**
 * Waits, with a code that says for what. Waiting in vain ends after `giveUpAfterHours`; what is merely waited for has
 * no end, and its time does not count.
 */
export function waitFor(replication: Replication, why: Problem): Decision {
  const { progress, now, limits } = replication;
  const isPatient = PATIENT.includes(why.code);
  const goesOn =
    progress?.word === 'WAITING' && (isPatient || !PATIENT.includes(progress.code ?? ''));
  const since = goesOn ? progress.since : now;
  if (!isPatient && minutesBetween(since, now) >= limits.giveUpAfterHours * 60) {
    return gaveUp(replication, why);
  }
  const status: Status = {
    ...factsOf(replication),
    word: 'WAITING',
    since,
    code: why.code,
    ...latenessOf(progress, 'WAITING'),
    text: steadyText(progress, why),
  };
  const from = lateFrom(replication, since);
  return orLate(replication, from, { do: 'wait', status, reason: why.code }, { problem: why });
}

/**
 * From when a wait grows late. Reasons that alternate make a wait start over and over: together they have as
 * long as one from when the destination was asked for, and as long again for each copy that was made.
 */
function lateFrom({ asked, progress, limits }: Replication, since: Date): Date {
  const together = minutesAfter(asked, (progress?.attempts ?? 0) * limits.lateAfterHours * 60);
  return together < since ? together : since;
}

/** A failed replica is not out of the way yet: nothing about that is final before `giveUpAfterHours`. */
function keepRemoving(replication: Replication, fault: Fault): Decision {
  const { progress, now } = replication;
  const status = progress ?? { ...factsOf(replication), word: 'WAITING', since: now };
  const text = `the failed replica could not be deleted: ${fault.code}`;
  return waitInVain(replication, { ...status, text }, explained(fault, 'delete replica'));
}

/** Waits on with a status, until that is late, and then until it is given up. */
export function waitInVain(replication: Replication, status: Status, why: Problem): Decision {
  const { now, limits } = replication;
  if (minutesBetween(status.since, now) >= limits.giveUpAfterHours * 60)
    return gaveUp(replication, why);
  const wait = { do: 'wait', status, reason: why.message } as const;
  return orLate(replication, status.since, wait, { problem: why });
}

/**
 * The text of the first time: AWS's wording may differ from call to call, and a tag is not rewritten for that. Of a full
 * quota we say ourselves what will make room, which changes.
 */
export function steadyText(progress: Status | undefined, why: Problem): string {
  if (why.code === WAITS.replicasRetiring) return why.message;
  return (progress?.code === why.code && progress.text) || why.message;
}

function denied(replication: Replication, fault: Fault, step: Step): Decision {
  if (isDeniedForGood(replication, fault))
    return fail(replication, explained(fault, step), `refused for ${DENIED_MINUTES} minutes`);
  return blockedBy(replication, waitOf(fault));
}

/** Why it waits. Refusals of IAM have one code, whatever the spelling: short enough for the fullest of tags. */
export function waitOf({ kind, code, message }: Fault): Problem {
  return { code: kind === 'denied' ? WAITS.accessDenied : code, message };
}

/** Whether IAM has refused the replication's calls for so long that it is no matter of time. */
export function isDeniedForGood(
  { progress, now }: Pick<Replication, 'progress' | 'now'>,
  fault: Fault,
): boolean {
  if (fault.kind !== 'denied') return false;
  return minutesBetween(blockedSince(progress, fault.code, now), now) >= DENIED_MINUTES;
}

function unreachable(replication: Replication, fault: Fault): Decision {
  const { progress, now, region, source } = replication;
  const blocked = blockedSince(progress, WAITS.region, now);
  const near = meantRegion(region, partitionOf(source.region));
  const hint = near === undefined || near === region ? '' : ` - did you mean ${near}`;
  const why = { code: WAITS.region, message: `${region} cannot be reached: ${fault.code}${hint}` };
  if (minutesBetween(blocked, now) >= REGION_MINUTES) {
    return fail(replication, why, `not reached for ${REGION_MINUTES} minutes`);
  }
  return blockedBy(replication, why);
}

/** Waits, and writes down since when this problem has lasted. */
function blockedBy(replication: Replication, why: Problem): Decision {
  const decision = waitFor(replication, why);
  const blocked = blockedSince(replication.progress, why.code, replication.now);
  return decision.do === 'wait' || decision.do === 'announce late'
    ? { ...decision, status: { ...decision.status, blocked } }
    : decision;
}

/** Since when the same kind of problem has lasted without a break. */
export function blockedSince(progress: Status | undefined, code: string, now: Date): Date {
  return progress?.blocked && problemKind(progress.code) === problemKind(code)
    ? progress.blocked
    : now;
}

function problemKind(code = ''): string {
  if (code === WAITS.region || code === WAITS.notVisible) return code;
  return isDenial(code) ? 'denied' : 'other';
}

function gaveUp(replication: Replication, last: Problem): Decision {
  const message = `gave up after ${replication.limits.giveUpAfterHours} hours; the last problem was ${last.code}: ${last.message}`;
  return fail(replication, failure('GaveUp', message), 'waited long enough');
}

export function explained({ code, message }: Fault, step: Step): Problem {
  return { code, message: `${WHAT_FAILED[step]}: ${message}` };
}

function quotaProblem(region: string, { copying, retiring }: QuotaSeen): Problem {
  if (copying)
    return {
      code: WAITS.copyQuota,
      message: `${region} is running as many copies as AWS allows at once - this image waits for a free slot`,
    };
  const reached = `the quota of images in ${region} is reached`;
  if (!retiring)
    return {
      code: WAITS.imageQuota,
      message: `${reached}: delete images there or ask AWS to raise it`,
    };
  const { count, first } = retiring;
  const replicas = count === 1 ? '1 replica there is' : `${count} replicas there are`;
  return {
    code: WAITS.replicasRetiring,
    message: `${reached}: ${replicas} to be retired, the first after ${iso(first)}`,
  };
}
