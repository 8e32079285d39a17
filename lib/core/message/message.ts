/* The message that subscribers receive, and its id. */

import { messageId } from '../digest.ts';
import type { Image, Problem, SourceImage } from '../image.ts';
import { parseImageArn } from '../image.ts';
import { MAX_TEXT } from '../limits.ts';
import { clip, codeText, iso, oneLine } from '../text.ts';
import type { ImageFailureCode } from './failure-code.ts';
import type { Message } from './message-schema.ts';

export type { Message };

/** How a replication ended; `LATE` is no end, only a copy that takes long. */
export type Outcome = Message['outcome'];

interface Destination {
  readonly region: string;
  readonly name: string;
  readonly replica?: Image;
}

/** What is announced, by outcome: of one destination, or without one of the source image as a whole. */
export type Announced =
  | {
      readonly outcome: 'SUCCEEDED';
      readonly destination: Destination;
      readonly problem?: undefined;
    }
  | {
      readonly outcome: 'FAILED';
      /** Absent: the copy failed. */
      readonly operation?: 'share';
      readonly destination: Destination;
      readonly problem: Problem;
    }
  | {
      readonly outcome: 'FAILED';
      readonly operation?: undefined;
      readonly destination?: undefined;
      readonly problem: Problem<ImageFailureCode>;
    }
  | {
      readonly outcome: 'LATE';
      readonly destination: Destination;
      /** Whether it is a copy that takes long, or the wait for one. */
      readonly isCopying: boolean;
      readonly problem?: Problem;
    };

/** What is announced, with what the status says of it. */
export type Announcement = Announced & {
  readonly source: SourceImage;
  readonly rule: string | undefined;
  /** When the destination, or to share its replica otherwise, was asked for: another time is another occasion. */
  readonly asked?: Date;
  readonly startedAt?: Date;
  readonly attempts: number;
  /** When it ended; for `LATE` now. */
  readonly at: Date;
};

/**
 * The message that announces what happened. Every text from outside is bounded and on one line; a hint has several.
 * @param hint the next step: sentences and commands, a line each
 */
export function messageOf(announcement: Announcement, hint = ''): Message {
  const { source, startedAt, attempts, at } = announcement;
  const { account = '', partition = 'aws' } = parseImageArn(source.arn) ?? {};
  const head = {
    version: '1',
    id: identify(announcement, account),
    outcome: announcement.outcome,
    operation: 'copy',
    account,
    source: {
      arn: source.arn,
      name: source.name,
      region: source.region,
      createdAt: iso(source.createdAt),
    },
  } as const;
  const replica = ({ region, name }: Destination) => ({
    arn: `arn:${partition}:appstream:${region}:${account}:image/${name}`,
    name,
    region,
  });
  const destination = (each: Destination) =>
    each.replica ? replica(each) : { name: each.name, region: each.region };
  const started = startedAt && { startedAt: iso(startedAt) };
  const took = startedAt && {
    durationSeconds: Math.max(0, Math.round((at.getTime() - startedAt.getTime()) / 1000)),
  };
  const end = { ...started, finishedAt: iso(at), ...took };
  switch (announcement.outcome) {
    case 'SUCCEEDED':
      return {
        ...head,
        outcome: announcement.outcome,
        destination: replica(announcement.destination),
        ...end,
        attempts: Math.max(1, attempts),
      };
    case 'FAILED': {
      const { outcome, problem } = announcement;
      return announcement.destination
        ? {
            ...head,
            outcome,
            operation: announcement.operation ?? 'copy',
            destination: destination(announcement.destination),
            ...end,
            attempts,
            reason: reasonOf(announcement.problem, hint),
          }
        : {
            ...head,
            outcome,
            ...end,
            attempts,
            reason: { ...reasonOf(problem, hint), code: announcement.problem.code },
          };
    }
    case 'LATE':
      return {
        ...head,
        outcome: announcement.outcome,
        destination: destination(announcement.destination),
        ...started,
        ...took,
        attempts,
        ...(announcement.problem && { reason: reasonOf(announcement.problem, hint) }),
      };
    default:
      return announcement satisfies never;
  }
}

function reasonOf({ code, message }: Problem, hint: string) {
  return {
    code: codeText(code) || 'UnknownError',
    message: oneLine(message, MAX_TEXT),
    hint: clip(hint, MAX_TEXT),
  };
}

/**
 * What tells one announcement from another: the destination and when it was asked for, the rule, and what happened. All
 * of it stands in the status tag, so that it is the same in whichever run it is announced.
 */
function identify(announcement: Announcement, account: string): string {
  const { outcome, source, destination, rule, asked, attempts, problem } = announcement;
  const parts = [
    account,
    source.arn,
    iso(source.createdAt),
    destination?.region,
    destination?.name,
    outcome,
    asked && iso(asked),
    rule,
    ...(announcement.outcome === 'LATE' ? [attempts, announcement.isCopying] : []),
    outcome === 'FAILED' ? problem?.code : undefined,
    ...(isOfShare(announcement) ? ['share'] : []),
  ];
  return messageId(parts);
}

/** Whether it is announced that a replica could not be shared. */
export function isOfShare(announced: Announced): boolean {
  return announced.outcome === 'FAILED' && announced.operation === 'share';
}
