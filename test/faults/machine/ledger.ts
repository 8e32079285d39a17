import type { Message } from '../../../lib/core/message/message.ts';
import type { SimImage } from '../../../sim/index.ts';

/** Times are milliseconds. */
export interface RunRecord {
  readonly number: number;
  readonly stack: string;
  readonly trigger: string;
  readonly from: number;
  to: number;
  ending: 'working' | 'done' | 'failed' | 'died';
  error?: unknown;
  calls: number;
  /** Destination regions of the copies that a quota refused. */
  readonly refused: string[];
  /** Characters of the longest line that it logged. */
  longestLine: number;
  /** Lines that it logged, but for those of debugging. */
  lines: number;
  /** When it had ended and the watch was off. */
  unwatchedAt?: number;
}

/** A change that the product made, and the image as it was before. */
export interface Write {
  readonly at: number;
  readonly run: RunRecord;
  readonly operation: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly image: SimImage | undefined;
}

/** A message that SNS took. */
export interface Publication {
  readonly at: number;
  readonly run: RunRecord;
  readonly message: Message;
}

/** What can make a run repeat itself: a lost or failed answer, a stale one, a death, another run at the same time. */
export interface Disturbance {
  readonly at: number;
  readonly what: string;
}

/** Something that people did to an image. */
export interface HandEdit {
  readonly at: number;
  readonly image: string;
  readonly region: string;
  readonly what: string;
}

/** All that happened in a history, in order. */
export interface Ledger {
  readonly runs: RunRecord[];
  readonly writes: Write[];
  readonly publications: Publication[];
  readonly disturbances: Disturbance[];
  readonly edits: HandEdit[];
  /** Messages that no subscriber can read or that SNS would refuse, by what is wrong. */
  readonly malformed: string[];
}

export function emptyLedger(): Ledger {
  return { runs: [], writes: [], publications: [], disturbances: [], edits: [], malformed: [] };
}

const STATUS = 'replicate:status:';

/** How far back a stale read may look, in milliseconds, and a little more. */
export const STALE = 62_000;

/** Whether a status tag tells of something that is not at its end, or not announced. */
export function isUnfinished(value: string): boolean {
  return /^(COPYING|WAITING)( |$)/.test(value) || / (due|late|sharing|unshared)=[0-9]/.test(value);
}

/** Whether a status tag tells of something that is in flight and not late. */
export function isInFlight(value: string): boolean {
  return /^(COPYING|WAITING)( |$)/.test(value) && !/ late=/.test(value);
}

/** Statuses that a write set: region (or `rule`) and value. */
export function statusesSet({
  operation,
  input,
}: Pick<Write, 'operation' | 'input'>): [region: string, value: string][] {
  if (operation !== 'TagResource') return [];
  const tags: Readonly<Record<string, unknown>> = Object(input.Tags);
  return Object.entries(tags)
    .filter(([key]) => key.startsWith(STATUS))
    .map(([key, value]) => [key.slice(STATUS.length), String(value)]);
}
