import type { Fault } from './fault.ts';
import type { Image, Problem, SourceImage } from './image.ts';
import type { Wanted } from './rule.ts';
import { isFinal, type Status } from './status.ts';

/** Times that the configuration sets, in hours. */
export interface Limits {
  readonly giveUpAfterHours: number;
  readonly lateAfterHours: number;
}

/** The private images of a destination region, or why they could not be listed. */
export type Sight = { readonly images: readonly Image[] } | { readonly fault: Fault };

/** All that a decision about one source image and one destination region rests on. */
export interface Situation {
  readonly source: SourceImage;
  readonly region: string;
  /** What the rule wants there; undefined when it no longer names the region. */
  readonly wanted: Wanted | undefined;
  readonly status: Status | undefined;
  /** Undefined until the region was looked at: `decide` says when that is needed. */
  readonly sight: Sight | undefined;
  readonly now: Date;
  readonly limits: Limits;
}

/** What to do, why, and what to remember on the source image once it is done (`status`). */
export type Decision = { readonly reason: string } & (
  | { readonly do: 'nothing' }
  | { readonly do: 'look' }
  | { readonly do: 'forget' }
  | { readonly do: 'wait'; readonly status: Status | undefined }
  | { readonly do: 'late'; readonly replica: Image; readonly status: Status }
  | { readonly do: 'copy'; readonly wanted: Wanted; readonly status: Status }
  | { readonly do: 'remove'; readonly replica: Image; readonly status: Status }
  | { readonly do: 'finish'; readonly replica: Image; readonly status: Status }
  | {
      readonly do: 'fail';
      readonly problem: Problem;
      readonly replica?: Image;
      readonly status: Status;
    }
);

/** What is pursued in the destination: the rule's own replica, or one that was begun under an earlier rule. */
export interface Pursuit extends Situation {
  /** Name of the replica. */
  readonly name: string;
  /** Fingerprint of the rule. */
  readonly rule: string | undefined;
  /** The status, as long as it is not final. */
  readonly progress: Status | undefined;
}

/** The pursuit of the replica `name` under the rule `rule`. A status about another replica is none of its business. */
export function pursuitOf(situation: Situation, name: string, rule: string | undefined): Pursuit {
  const { status } = situation;
  const isAbout = status && !isFinal(status) && (status.name ?? name) === name;
  return { ...situation, name, rule, progress: isAbout ? status : undefined };
}

/** Ends a pursuit: announced once, then remembered. */
export function fail(
  pursuit: Pursuit,
  problem: Problem,
  reason: string,
  replica?: Image,
): Decision {
  const { now, rule, name, progress } = pursuit;
  return {
    do: 'fail',
    problem,
    replica,
    status: {
      word: 'FAILED',
      since: now,
      code: problem.code,
      attempts: attemptsSeen(progress, replica),
      started: progress?.started,
      redo: progress?.redo,
      rule,
      name,
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
  const unremembered =
    progress?.word === 'WAITING' &&
    replica.createdAt !== undefined &&
    replica.createdAt > progress.since;
  return Math.max(1, remembered + (unremembered ? 1 : 0));
}

/** Whole minutes from one time to a later one. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 60_000);
}
