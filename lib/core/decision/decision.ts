/* What a decision rests on, what it says, and when its status is late. */

import type { Image, Problem, SourceImage } from '../image.ts';
import { ANNOUNCE_AGAIN_MINUTES } from '../limits.ts';
import type { Wanted } from '../tags/rule.ts';
import { isFinal, type Status } from '../tags/status.ts';
import { minutesBetween, toMinute } from '../time.ts';
import type { Fault } from './aws-error.ts';

/** Times that the configuration sets, in hours. */
export interface Limits {
  readonly giveUpAfterHours: number;
  readonly lateAfterHours: number;
}

/** The private images of a destination region, or why they could not be listed. */
export type Observed = { readonly images: readonly Image[] } | { readonly fault: Fault };

/** All that a decision about one source image and one destination region rests on. */
export interface Situation {
  readonly source: SourceImage;
  readonly region: string;
  /** What the rule wants there; undefined when it no longer names the region. */
  readonly wanted: Wanted | undefined;
  readonly status: Status | undefined;
  /** Undefined until the region was looked at: `decide` says when that is needed. */
  readonly observed: Observed | undefined;
  readonly now: Date;
  readonly limits: Limits;
}

/** What to do, why, and what to remember on the source image once it is done (`status`). */
export type Decision = { readonly reason: string } & (
  | { readonly do: 'nothing' }
  /** `rarely`: only sweeps and people look, since nothing is in flight. */
  | { readonly do: 'look'; readonly rarely?: true }
  | { readonly do: 'forget' }
  | { readonly do: 'wait'; readonly status: Status }
  | {
      readonly do: 'late';
      readonly status: Status;
      readonly replica?: Image;
      /** Why it waits; absent for a copy that takes long. */
      readonly problem?: Problem;
    }
  | {
      readonly do: 'copy';
      readonly wanted: Wanted;
      /** What accounts for the copy and has to be written before it; undefined where such a status stands already. */
      readonly before: Status | undefined;
      readonly status: Status;
    }
  /** Tags a failed replica with its lineage; deletes it when that was done by an earlier run. */
  | { readonly do: 'remove'; readonly replica: Image; readonly status: Status }
  | {
      readonly do: 'finish';
      readonly replica: Image;
      readonly status: Status;
      /** True when nothing is remembered: a replica that was finished before is not announced again. */
      readonly mayBeDone: boolean;
    }
  | {
      readonly do: 'fail';
      readonly problem: Problem;
      readonly replica?: Image;
      readonly status: Status;
    }
  /** The announcement of a final status, which was due and was not made. */
  | { readonly do: 'announce'; readonly replica?: Image; readonly status: Status }
);

/** What is pursued in the destination: the rule's own replica, or one that was begun under an earlier rule. */
export interface Replication extends Situation {
  /** Name of the replica. */
  readonly name: string;
  /** Fingerprint of the rule. */
  readonly rule: string | undefined;
  /** The status, as long as it is not final. */
  readonly progress: Status | undefined;
  /** When the destination was asked for, to the minute. */
  readonly asked: Date;
}

/** The replication of the replica `name` under the rule `rule`. A status about another replica is none of its business. */
export function replicationOf(
  situation: Situation,
  name: string,
  rule: string | undefined,
): Replication {
  const { status, now } = situation;
  const isAbout = status && !isFinal(status) && (status.name ?? name) === name;
  const progress = isAbout ? status : undefined;
  return { ...situation, name, rule, progress, asked: progress?.asked ?? toMinute(now) };
}

/** What every status of a replication remembers, and what it has remembered so far. */
export function factsOf({
  progress,
  asked,
  rule,
  name,
}: Replication): Pick<Status, 'asked' | 'attempts' | 'started' | 'rule' | 'name'> {
  return { asked, attempts: progress?.attempts ?? 0, started: progress?.started, rule, name };
}

/** Ends a replication: written down, then announced. */
export function fail(
  replication: Replication,
  problem: Problem,
  reason: string,
  replica?: Image,
): Decision {
  const { now, progress } = replication;
  return {
    do: 'fail',
    problem,
    replica,
    status: {
      ...factsOf(replication),
      word: 'FAILED',
      since: now,
      code: problem.code,
      attempts: attemptsSeen(progress, replica),
      text: problem.message,
    },
    reason,
  };
}

/**
 * Copies that were accepted, judged by the status and the replica that is there: a replica younger than a `WAITING`
 * was copied by a run that could not remember it any more.
 */
export function attemptsSeen(progress: Status | undefined, replica: Image | undefined): number {
  const remembered = progress?.attempts ?? 0;
  if (!replica) return remembered;
  return Math.max(1, remembered + (isUnremembered(progress, replica) ? 1 : 0));
}

/** Whether the replica is younger than the `WAITING` that is remembered. */
export function isUnremembered(progress: Status | undefined, { createdAt }: Image): boolean {
  return progress?.word === 'WAITING' && createdAt !== undefined && createdAt > progress.since;
}

/** `LATE`, once, for what has lasted long enough since `from`; else what the decision was. */
export function orLate(
  { now, limits }: Replication,
  from: Date,
  decision: Extract<Decision, { do: 'wait' }>,
  about: { replica?: Image; problem?: Problem },
): Decision {
  const minutes = minutesBetween(from, now);
  const isTold = decision.status.late === true;
  if (isTold && isAnnouncementDue(decision.status, limits, now))
    return { do: 'late', status: decision.status, ...about, reason: 'LATE was not announced' };
  if (isTold || minutes < limits.lateAfterHours * 60) return decision;
  const status = { ...decision.status, late: true };
  return { do: 'late', status, ...about, reason: `${status.word} for ${minutes} minutes` };
}

/** Whether the status has an announcement that was tried some time ago and is to be tried again. */
export function isAnnouncementDue(status: Status, limits: Limits, now: Date): boolean {
  if (!status.due) return false;
  const isLate = status.late || isOlder(status, limits, now);
  const pause = ANNOUNCE_AGAIN_MINUTES[isLate ? 'slow' : 'fast'];
  return minutesBetween(status.due, now) >= pause;
}

/**
 * Whether a status keeps the watch on: something is in flight, or is to be announced, and is not late. What is late is
 * left to the sweep.
 */
export function isWatched(status: Status | undefined, limits: Limits, now: Date): boolean {
  if (!status) return false;
  if (isFinal(status)) return status.due !== undefined && !isOlder(status, limits, now);
  return !status.late;
}

function isOlder({ since }: Status, { lateAfterHours }: Limits, now: Date): boolean {
  return minutesBetween(since, now) >= lateAfterHours * 60;
}
