import type { Decision, Situation } from '../../lib/core/decision.ts';
import type { Image } from '../../lib/core/image.ts';
import { formatStatus, type Status } from '../../lib/core/status.ts';
import {
  foreignImage,
  minutesAgo,
  replicaOf,
  situationOf,
  sourceImage,
  statusOf,
  tagged,
  wantedBy,
} from '../support/builders.ts';

const source = sourceImage();
const renamed = tagged({ 'replicate:to': 'eu-west-1=cad-2' });
const older = { ...source, createdAt: minutesAgo(10_000) };
const newer = { ...source, createdAt: minutesAgo(90) };

/** What the rule says of the region now. */
export const RULES = {
  'names it': wantedBy(source),
  'gives it another name': wantedBy(renamed),
  'leaves it out': undefined,
};

/** What is seen in the destination region under the replica's name. */
export const DESTINATIONS = {
  'not looked at': undefined,
  absent: [],
  'ours PENDING': [replicaOf(source, { state: 'PENDING' })],
  'ours COPYING': [replicaOf(source)],
  'ours COPYING for 6 hours': [replicaOf(source, { createdAt: minutesAgo(360) })],
  'ours in a new state': [replicaOf(source, { state: 'REHYDRATING' })],
  'ours AVAILABLE': [replicaOf(source, { state: 'AVAILABLE' })],
  'ours DELETING': [replicaOf(source, { state: 'DELETING' })],
  'ours FAILED': [replicaOf(source, { state: 'FAILED' })],
  'older AVAILABLE': [replicaOf(older, { state: 'AVAILABLE' })],
  'older COPYING': [replicaOf(older)],
  'older DELETING': [replicaOf(older, { state: 'DELETING' })],
  'older FAILED': [replicaOf(older, { state: 'FAILED' })],
  'newer AVAILABLE': [replicaOf(newer, { state: 'AVAILABLE' })],
  'foreign AVAILABLE': [foreignImage()],
  'foreign COPYING': [foreignImage({ state: 'COPYING' })],
  'foreign FAILED': [foreignImage({ state: 'FAILED' })],
  'foreign DELETING': [foreignImage({ state: 'DELETING' })],
} satisfies Record<string, readonly Image[] | undefined>;

const unseen = (minutes: number, part: Partial<Status> = {}) =>
  statusOf({ code: 'NotVisible', blocked: minutesAgo(minutes), ...part });
const another = { rule: '0000aaaa' };
const byHand = { rule: undefined, name: undefined, attempts: 0, started: undefined };

/** What the status tag remembers. */
export const STATUSES = {
  none: undefined,
  WAITING: statusOf({ word: 'WAITING' }),
  'WAITING for 24 hours': statusOf({ word: 'WAITING', since: minutesAgo(24 * 60) }),
  'WAITING, 1 copy': statusOf({ word: 'WAITING', attempts: 1 }),
  'WAITING, 2 copies': statusOf({ word: 'WAITING', attempts: 2 }),
  'WAITING, 3 copies': statusOf({ word: 'WAITING', attempts: 3 }),
  'WAITING, 2 copies and then it': statusOf({
    word: 'WAITING',
    attempts: 2,
    since: minutesAgo(61),
  }),
  'COPYING, 1 copy': statusOf(),
  'COPYING, 2 copies': statusOf({ attempts: 2 }),
  'COPYING, 3 copies': statusOf({ attempts: 3 }),
  'COPYING, LATE': statusOf({ late: true }),
  'COPYING, unseen for 14 minutes': unseen(14),
  'COPYING, unseen for 15 minutes': unseen(15),
  'COPYING, throttled for an hour': unseen(60, { code: 'ThrottlingException' }),
  'COPYING, 3 copies, unseen': unseen(15, { attempts: 3 }),
  AVAILABLE: statusOf({ word: 'AVAILABLE' }),
  FAILED: statusOf({ word: 'FAILED', code: 'NameTaken' }),
  'FAILED, refused': statusOf({ word: 'FAILED', code: 'AccessDeniedException', attempts: 0 }),
  'FAILED, refused a day ago': statusOf({
    word: 'FAILED',
    attempts: 0,
    since: minutesAgo(24 * 60),
  }),
  'AVAILABLE under another rule': statusOf({ word: 'AVAILABLE', ...another }),
  'FAILED under another rule': statusOf({ word: 'FAILED', attempts: 3, ...another }),
  'WAITING by hand': statusOf({ word: 'WAITING', ...byHand }),
  'COPYING by hand': statusOf({ ...byHand }),
  'AVAILABLE by hand': statusOf({ word: 'AVAILABLE', ...byHand }),
  'FAILED by hand': statusOf({ word: 'FAILED', ...byHand }),
} satisfies Record<string, Status | undefined>;

/** One row of the decision table, in words that stand for what a decision rests on. */
export interface Row {
  /** State of the source image, in AWS's word. */
  readonly source: string;
  readonly rule: keyof typeof RULES;
  readonly destination: keyof typeof DESTINATIONS;
  readonly remembered: keyof typeof STATUSES;
  readonly does: Decision['do'];
  /** What is remembered afterwards, as {@link remembers} puts it. */
  readonly leaves: string;
}

/** Rows that bear out a sentence. */
export interface Section {
  readonly sentence: string;
  /** States of the source image, each of them with every row. */
  readonly sources: readonly string[];
  readonly rule: Row['rule'];
  readonly rows: readonly (readonly [
    destination: Row['destination'],
    remembered: Row['remembered'],
    does: Row['does'],
    leaves: Row['leaves'],
  ])[];
}

/** The situation that a row describes. */
export function situationOfRow(row: Row): Situation {
  const images = DESTINATIONS[row.destination];
  return situationOf({
    source: sourceImage({ state: row.source }),
    wanted: RULES[row.rule],
    status: STATUSES[row.remembered],
    sight: images && { images },
  });
}

/** What a decision leaves on the source image: `as before`, `no status`, or the new status in short. */
export function remembers(decision: Decision, { status }: Situation): string {
  if (decision.do === 'forget') return 'no status';
  const next = 'status' in decision ? decision.status : undefined;
  if (!next || (status && formatStatus(next) === formatStatus(status))) return 'as before';
  const { word, code, attempts, late } = next;
  const head = [word, code].filter(Boolean).join(' ');
  const copies = attempts > 0 && `${attempts} ${attempts === 1 ? 'copy' : 'copies'}`;
  return [head, copies, late && 'LATE'].filter(Boolean).join(', ');
}
