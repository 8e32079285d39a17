/* What a decision rests on, and what it says. */

import type { Image, Problem, SourceImage } from '../image.ts';
import type { Wanted } from '../tags/destinations.ts';
import { isAnnouncementDue, type Limits } from '../tags/due.ts';
import { relationTo } from '../tags/lineage.ts';
import type { WantedGrants } from '../tags/share.ts';
import { isFinal, type Status } from '../tags/status.ts';
import { minutesBetween, toMinute } from '../time.ts';
import type { Fault } from './aws-error.ts';

/** The private images of a destination region, or why they could not be listed. */
export type Observed = { readonly images: readonly Image[] } | { readonly fault: Fault };

/** The images that were seen of a region; none where it was not read. */
export function imagesIn({ observed }: Pick<Destination, 'observed'>): readonly Image[] {
  return observed && 'images' in observed ? observed.images : [];
}

/** All that a decision about one source image and one destination region rests on. */
export interface Destination {
  readonly source: SourceImage;
  readonly region: string;
  /** What the rule wants there; undefined when it no longer names the region. */
  readonly wanted: Wanted | undefined;
  readonly status: Status | undefined;
  /**
   * With whom the replica is to be shared, or why that is not known. Undefined where nothing is shared by the stack, and
   * for a tick that has no need to know.
   */
  readonly grants: WantedGrants | { readonly fault: Fault } | undefined;
  /** Undefined until the region was read: `decide` says when that is needed. */
  readonly observed: Observed | undefined;
  readonly now: Date;
  readonly limits: Limits;
}

/** What to do, why, and the status to write on the source image once it is done. */
export type Decision = { readonly reason: string } & (
  | { readonly do: 'nothing' }
  /** `rarely`: only sweeps and people look, since nothing is in flight. */
  | { readonly do: 'read region'; readonly rarely?: true }
  | { readonly do: 'clear status' }
  | { readonly do: 'wait'; readonly status: Status }
  | {
      readonly do: 'announce late';
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
  | { readonly do: 'delete replica'; readonly replica: Image; readonly status: Status }
  | {
      readonly do: 'announce success';
      readonly replica: Image;
      readonly status: Status;
      /** True when there is no status: a replica that was finished before is not announced again. */
      readonly mayBeDone: boolean;
      /** Why it cannot be shared, which is announced first. */
      readonly unshared?: Problem;
    }
  /** Shares a replica that was announced before as the tags ask now. */
  | {
      readonly do: 'share';
      readonly replica: Image;
      readonly grants: WantedGrants;
      /** What has to be written before it: that the grants are being changed. */
      readonly before: Status;
      readonly status: Status;
    }
  | {
      readonly do: 'announce share failure';
      readonly problem: Problem;
      readonly replica?: Image;
      readonly status: Status;
    }
  | {
      readonly do: 'announce failure';
      readonly problem: Problem;
      readonly replica?: Image;
      readonly status: Status;
    }
  /** The announcements of a final status that were due and were not made. */
  | { readonly do: 'announce'; readonly replica?: Image; readonly status: Status }
);

/** The replica that a destination is to get: the rule's own, or one that was started under an earlier rule. */
export interface Replication extends Destination {
  readonly replicaName: string;
  /** Fingerprint of the rule. */
  readonly rule: string | undefined;
  /** The status, as long as it is not final. */
  readonly progress: Status | undefined;
  /** When the destination was asked for, to the minute. */
  readonly asked: Date;
}

/** The replication of one replica under one rule. A status about another replica is not taken into account. */
export function replicationOf(
  destination: Destination,
  replicaName: string,
  rule: string | undefined,
): Replication {
  const { status, now } = destination;
  const isAbout = status && !isFinal(status) && (status.replicaName ?? replicaName) === replicaName;
  const progress = isAbout ? status : undefined;
  return { ...destination, replicaName, rule, progress, asked: progress?.asked ?? toMinute(now) };
}

/** The replica of this source, as far as its region was read; undefined where something else has the name. */
export function ownReplica(replication: Replication): Image | undefined {
  const replica = imagesIn(replication).find(({ name }) => name === replication.replicaName);
  return replica && relationTo(replication.source, replica) === 'ours' ? replica : undefined;
}

/** The facts that every status of a replication carries on. */
export function factsOf({
  progress,
  asked,
  rule,
  replicaName,
}: Replication): Pick<Status, 'asked' | 'attempts' | 'started' | 'rule' | 'replicaName'> {
  const { attempts = 0, started } = progress ?? {};
  return { asked, attempts, started, rule, replicaName };
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
    do: 'announce failure',
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
 * was copied by a run that could not write its status.
 */
export function attemptsSeen(progress: Status | undefined, replica: Image | undefined): number {
  const recorded = progress?.attempts ?? 0;
  if (!replica) return recorded;
  return Math.max(1, recorded + (isUnremembered(progress, replica) ? 1 : 0));
}

/** Whether the replica is younger than the `WAITING` of its status. */
export function isUnremembered(progress: Status | undefined, { createdAt }: Image): boolean {
  return progress?.word === 'WAITING' && createdAt !== undefined && createdAt > progress.since;
}

/** What goes on under the same word stays late, whatever it waits for by now, and its announcement stays due. */
export function latenessOf(
  progress: Status | undefined,
  word: Status['word'],
): Pick<Status, 'late' | 'due'> {
  return progress?.word === word && progress.late ? { late: true, due: progress.due } : {};
}

/** `LATE`, once, for what has lasted long enough since `from`; else what the decision was. */
export function orLate(
  { now, limits }: Replication,
  from: Date,
  decision: Extract<Decision, { do: 'wait' }>,
  about: { replica?: Image; problem?: Problem },
): Decision {
  const minutes = minutesBetween(from, now);
  const isAnnounced = decision.status.late === true;
  if (isAnnounced && isAnnouncementDue(decision.status, limits, now))
    return {
      do: 'announce late',
      status: decision.status,
      ...about,
      reason: 'LATE was not announced',
    };
  if (isAnnounced || minutes < limits.lateAfterHours * 60) return decision;
  const status = { ...decision.status, late: true };
  return { do: 'announce late', status, ...about, reason: `${status.word} for ${minutes} minutes` };
}
