import { createHash } from 'node:crypto';
import type { Image, Problem, SourceImage } from './image.ts';
import { parseImageArn } from './image.ts';
import { clip, iso, oneLine } from './text.ts';

/** How a replication ended; `LATE` is no end, only a copy that takes long. */
export type Outcome = 'SUCCEEDED' | 'FAILED' | 'LATE';

/** What subscribers receive. `lib/core/message.schema.json` is its contract. */
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

/** What happened to one destination, or with `destination` undefined to the source image as a whole. */
export interface Happening {
  readonly outcome: Outcome;
  readonly source: SourceImage;
  readonly destination?: {
    readonly region: string;
    readonly name: string;
    readonly replica?: Image;
  };
  readonly rule: string | undefined;
  /** How often a person has started it again. */
  readonly redo?: number;
  readonly startedAt?: Date;
  readonly attempts: number;
  readonly problem?: Problem;
  /** The next step: sentences and commands, a line each. */
  readonly hint?: string;
  readonly now: Date;
}

/** Characters of a reason's message and hint: far below what SNS takes, and enough for every known text. */
const MAX_TEXT = 2000;

/** The message that announces what happened. Every text from outside is bounded and on one line; a hint has several. */
export function messageOf(happening: Happening): Message {
  const { outcome, source, destination, startedAt, attempts, problem, now } = happening;
  const replica = destination?.replica;
  const account = parseImageArn(source.arn)?.account ?? '';
  return {
    version: '1',
    id: identify(happening, account),
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
        ...(replica && { arn: replica.arn }),
        name: destination.name,
        region: destination.region,
      },
    }),
    ...(startedAt && { startedAt: iso(startedAt) }),
    ...(outcome !== 'LATE' && { finishedAt: iso(now) }),
    ...(startedAt && {
      durationSeconds: Math.max(0, Math.round((now.getTime() - startedAt.getTime()) / 1000)),
    }),
    attempts,
    ...(problem && {
      reason: {
        code: oneLine(problem.code, 80) || 'UnknownError',
        message: oneLine(problem.message, MAX_TEXT),
        hint: clip(happening.hint ?? '', MAX_TEXT),
      },
    }),
  };
}

/**
 * What tells one announcement from another: the replica's own birth for its success; for a failure the rule, the reason,
 * and what tells that it was started again, which are the first copy's beginning and the count of restarts.
 */
function identify(
  { outcome, source, destination, rule, redo, startedAt, problem }: Happening,
  account: string,
): string {
  const born = destination?.replica?.createdAt;
  const failure = [problem?.code, rule, redo, startedAt && iso(startedAt)];
  const occasion = outcome === 'FAILED' ? failure : [born && iso(born)];
  const parts = [
    account,
    source.arn,
    iso(source.createdAt),
    destination?.region,
    destination?.name,
    outcome,
  ];
  return createHash('sha256')
    .update(JSON.stringify([...parts, ...occasion]))
    .digest('hex')
    .slice(0, 32);
}
