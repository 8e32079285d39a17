/* The message that subscribers receive, and its id. */

import { createHash } from 'node:crypto';
import type { Image, Problem, SourceImage } from '../image.ts';
import { parseImageArn } from '../image.ts';
import { MAX_TEXT } from '../limits.ts';
import { clip, iso, oneLine } from '../text.ts';

/** How a replication ended; `LATE` is no end, only a copy that takes long. */
export type Outcome = 'SUCCEEDED' | 'FAILED' | 'LATE';

/** What subscribers receive. `lib/core/message/message.schema.json` is its contract. */
export interface Message {
  readonly version: '1';
  /** The same each time the same thing is announced. */
  readonly id: string;
  readonly outcome: Outcome;
  readonly account: string;
  readonly source: {
    readonly arn: string;
    readonly name: string;
    readonly region: string;
    readonly createdAt: string;
  };
  /** Absent when the failure is about the source image as a whole. */
  readonly destination?: { readonly arn?: string; readonly name: string; readonly region: string };
  readonly startedAt?: string;
  /** Absent while the copy goes on. */
  readonly finishedAt?: string;
  readonly durationSeconds?: number;
  readonly attempts: number;
  readonly reason?: Problem & { readonly hint: string };
}

/** What is announced of one destination, or with `destination` undefined of the source image as a whole. */
export interface Announcement {
  readonly outcome: Outcome;
  readonly source: SourceImage;
  readonly destination?: {
    readonly region: string;
    readonly name: string;
    readonly replica?: Image;
  };
  readonly rule: string | undefined;
  /** When the destination was asked for: another start is another occasion. */
  readonly asked?: Date;
  readonly startedAt?: Date;
  readonly attempts: number;
  /** Of `LATE`: whether it is a copy that takes long, or the wait for one. */
  readonly isCopying?: boolean;
  readonly problem?: Problem;
  /** The next step: sentences and commands, a line each. */
  readonly hint?: string;
  /** When it ended; for `LATE` now. */
  readonly at: Date;
}

/** The message that announces what happened. Every text from outside is bounded and on one line; a hint has several. */
export function messageOf(announcement: Announcement): Message {
  const { outcome, source, destination, startedAt, attempts, problem, at } = announcement;
  const replica = destination?.replica;
  const { account = '', partition = 'aws' } = parseImageArn(source.arn) ?? {};
  return {
    version: '1',
    id: identify(announcement, account),
    outcome,
    account,
    source: {
      arn: source.arn,
      name: source.name,
      region: source.region,
      createdAt: iso(source.createdAt),
    },
    ...(destination && {
      destination: {
        ...((replica || outcome === 'SUCCEEDED') && {
          arn: `arn:${partition}:appstream:${destination.region}:${account}:image/${destination.name}`,
        }),
        name: destination.name,
        region: destination.region,
      },
    }),
    ...(startedAt && { startedAt: iso(startedAt) }),
    ...(outcome !== 'LATE' && { finishedAt: iso(at) }),
    ...(startedAt && {
      durationSeconds: Math.max(0, Math.round((at.getTime() - startedAt.getTime()) / 1000)),
    }),
    attempts: outcome === 'SUCCEEDED' ? Math.max(1, attempts) : attempts,
    ...(problem && {
      reason: {
        code: oneLine(problem.code, 80) || 'UnknownError',
        message: oneLine(problem.message, MAX_TEXT),
        hint: clip(announcement.hint ?? '', MAX_TEXT),
      },
    }),
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
    ...(outcome === 'LATE' ? [attempts, announcement.isCopying] : []),
    outcome === 'FAILED' ? problem?.code : undefined,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
