import type { FaultKind } from '../../lib/core/decision/aws-error.ts';
import type { Decision, Destination, Observed } from '../../lib/core/decision/decision.ts';
import type { Image } from '../../lib/core/image.ts';
import { type WantedGrants, wantedGrants } from '../../lib/core/tags/share.ts';
import { formatStatus, type Status } from '../../lib/core/tags/status.ts';
import {
  destinationOf,
  faultOfKind,
  foreignImage,
  minutesAgo,
  replicaOf,
  showing,
  sourceImage,
  statusOf,
  tagged,
  wantedBy,
} from '../support/builders.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

const build = { createdAt: minutesAgo(10 * HOUR) };
const source = sourceImage(build);
const renamed = tagged({ 'replicate:to': 'eu-west-1=cad-2' }, build);
const older = { ...source, createdAt: minutesAgo(10_000) };
const newer = { ...source, createdAt: minutesAgo(90) };

/** What the rule says of the region now. */
export const RULES = {
  'names it': wantedBy(source),
  'gives it another name': wantedBy(renamed),
  'leaves it out': undefined,
  'names it, shared with an account': wantedBy(source),
  'names it, shared with nobody': wantedBy(source),
};

const GRANTS: Readonly<Partial<Record<keyof typeof RULES, WantedGrants>>> = {
  'names it, shared with an account': wantedGrants(
    { as: 'tag', grants: new Map([['111122223333', { fleets: true, builders: false }]]) },
    new Map(),
    ['111122223333'],
  ),
  'names it, shared with nobody': wantedGrants(undefined, new Map(), ['111122223333']),
};
const share = GRANTS['names it, shared with an account']?.fingerprint;

const ours = (part: Partial<Image>) => showing(replicaOf(source, part));
const before = (part: Partial<Image>) => showing(replicaOf(older, part));
const foreign = (part: Partial<Image> = {}) => showing(foreignImage(part));
const hidden = (kind: FaultKind): Observed => ({ fault: faultOfKind(kind) });
const tooOld = { createdAt: minutesAgo(10 * HOUR + 1) };

/** What is seen in the destination region under the replica's name. */
export const DESTINATIONS = {
  'not read': undefined,
  absent: { images: [] },
  'listing throttled': hidden('transient'),
  'listing denied': hidden('denied'),
  unreachable: hidden('region'),
  'ours PENDING': ours({ state: 'PENDING' }),
  'ours COPYING': ours({}),
  'ours COPYING for 6 hours': ours({ createdAt: minutesAgo(6 * HOUR) }),
  'ours in a new state': ours({ state: 'REHYDRATING' }),
  'ours AVAILABLE': ours({ state: 'AVAILABLE' }),
  'ours DELETING': ours({ state: 'DELETING' }),
  'ours FAILED': ours({ state: 'FAILED' }),
  'older AVAILABLE': before({ state: 'AVAILABLE' }),
  'older COPYING': before({}),
  'older DELETING': before({ state: 'DELETING' }),
  'older FAILED': before({ state: 'FAILED' }),
  'newer AVAILABLE': showing(replicaOf(newer, { state: 'AVAILABLE' })),
  'foreign AVAILABLE': foreign(),
  'foreign COPYING': foreign({ state: 'COPYING' }),
  'COPYING without a description': ours({ description: '' }),
  'foreign FAILED': foreign({ state: 'FAILED' }),
  'foreign DELETING': foreign({ state: 'DELETING' }),
  'forged with a builder, AVAILABLE': ours({ state: 'AVAILABLE', hasBuilder: true }),
  'forged with a builder, COPYING': ours({ hasBuilder: true }),
  'forged with a builder, FAILED': ours({ state: 'FAILED', hasBuilder: true }),
  'forged with a builder, DELETING': ours({ state: 'DELETING', hasBuilder: true }),
  'forged before its source, AVAILABLE': ours({ state: 'AVAILABLE', ...tooOld }),
  'forged before its source, FAILED': ours({ state: 'FAILED', ...tooOld }),
  'older forged with a builder, FAILED': before({ state: 'FAILED', hasBuilder: true }),
} satisfies Record<string, Observed | undefined>;

/** A status of the rule that names the region. */
const own = (part: Partial<Status> = {}) =>
  statusOf({ rule: RULES['names it'].fingerprint, ...part });
const waiting = (part: Partial<Status> = {}) => own({ word: 'WAITING', ...part });
/** A wait that has its code and its text already. */
const waitingFor = (code: string, minutes: number, part: Partial<Status> = {}) =>
  waiting({ code, since: minutesAgo(minutes), text: 'why', ...part });
const failedCopy = (attempts: number, minutes: number) =>
  waitingFor('CopyFailed', minutes, { attempts, started: minutesAgo(9 * HOUR) });
const blocked = (code: string, minutes: number) => ({
  code,
  blocked: minutesAgo(minutes),
  text: 'why',
});
const unseen = (minutes: number, part: Partial<Status> = {}) =>
  own({ code: 'NotVisible', blocked: minutesAgo(minutes), ...part });
const triedAgo = (minutes: number) => ({ due: minutesAgo(minutes) });
const late = (minutes: number) => ({
  since: minutesAgo(6 * HOUR),
  late: true,
  ...triedAgo(minutes),
});
const long = { since: minutesAgo(6 * HOUR) };
const another = { rule: '0000aaaa' };
const by010 = { rule: RULES['names it'].fingerprintBefore };
const byHand = {
  asked: undefined,
  rule: undefined,
  replicaName: undefined,
  attempts: 0,
  started: undefined,
};
const refused = (part: Partial<Status> = {}) =>
  own({ word: 'FAILED', code: 'NameTaken', attempts: 0, started: undefined, ...part });

/** What the status tag remembers. */
export const STATUSES = {
  none: undefined,
  WAITING: waiting(),
  'WAITING for 6 hours': waiting({ since: minutesAgo(6 * HOUR) }),
  'WAITING for 24 hours': waiting({ since: minutesAgo(DAY) }),
  'WAITING, 1 copy': waiting({ attempts: 1 }),
  'WAITING, 2 copies': waiting({ attempts: 2 }),
  'WAITING, 3 copies': waiting({ attempts: 3 }),
  'WAITING, 1 copy and then it': waiting({ attempts: 1, since: minutesAgo(61) }),
  'WAITING, 2 copies and then it': waiting({ attempts: 2, since: minutesAgo(61) }),
  'WAITING SourceNotReady': waitingFor('SourceNotReady', 60),
  'WAITING SourceNotReady for 6 hours': waitingFor('SourceNotReady', 6 * HOUR),
  'WAITING SourceNotReady for 30 days, LATE': waitingFor('SourceNotReady', 30 * DAY, {
    late: true,
  }),
  'WAITING OlderReplica': waitingFor('OlderReplica', 60),
  'WAITING OlderReplica for 6 hours': waitingFor('OlderReplica', 6 * HOUR),
  'WAITING OlderReplica for 30 days, LATE': waitingFor('OlderReplica', 30 * DAY, { late: true }),
  'WAITING Deleting': waitingFor('Deleting', 60),
  'WAITING Deleting for 6 hours': waitingFor('Deleting', 6 * HOUR),
  'WAITING Deleting for 30 days, LATE': waitingFor('Deleting', 30 * DAY, { late: true }),
  'WAITING FailedReplica': waitingFor('FailedReplica', 60),
  'WAITING FailedReplica, 1 copy': waitingFor('FailedReplica', 60, { attempts: 1 }),
  'WAITING FailedReplica, LATE': waitingFor('FailedReplica', 6 * HOUR, { late: true }),
  'WAITING, 1 copy failed 9 minutes ago': failedCopy(1, 9),
  'WAITING, 1 copy failed 10 minutes ago': failedCopy(1, 10),
  'WAITING, 2 copies failed, the last 59 minutes ago': failedCopy(2, 59),
  'WAITING, 2 copies failed, the last 60 minutes ago': failedCopy(2, 60),
  'WAITING, denied for 9 minutes': waiting(blocked('AccessDenied', 9)),
  'WAITING, denied for 10 minutes': waiting(blocked('AccessDenied', 10)),
  'WAITING, unreachable for 9 minutes': waiting(blocked('RegionUnavailable', 9)),
  'WAITING, unreachable for 10 minutes': waiting(blocked('RegionUnavailable', 10)),
  'WAITING, LATE': waitingFor('ThrottlingException', 6 * HOUR, { late: true }),
  'WAITING, LATE tried 24 minutes ago': waitingFor('ThrottlingException', 6 * HOUR, late(24)),
  'WAITING, LATE tried 25 minutes ago': waitingFor('ThrottlingException', 6 * HOUR, late(25)),
  'COPYING, 1 copy': own(),
  'COPYING, 2 copies': own({ attempts: 2 }),
  'COPYING, 3 copies': own({ attempts: 3 }),
  'COPYING, LATE': own({ late: true }),
  'COPYING, LATE tried 24 minutes ago': own(late(24)),
  'COPYING, LATE tried 25 minutes ago': own(late(25)),
  'COPYING, unseen for 14 minutes': unseen(14),
  'COPYING, unseen for 15 minutes': unseen(15),
  'COPYING, throttled for an hour': unseen(60, { code: 'ThrottlingException' }),
  'COPYING, denied for an hour': own(blocked('AccessDenied', 60)),
  'COPYING, 3 copies, unseen': unseen(15, { attempts: 3 }),
  RETIRED: own({ word: 'RETIRED' }),
  'RETIRED, tried 5 minutes ago': own({ word: 'RETIRED', ...triedAgo(5) }),
  AVAILABLE: own({ word: 'AVAILABLE' }),
  'AVAILABLE, tried 4 minutes ago': own({ word: 'AVAILABLE', ...triedAgo(4) }),
  'AVAILABLE, tried 5 minutes ago': own({ word: 'AVAILABLE', ...triedAgo(5) }),
  'AVAILABLE for 6 hours, tried 24 minutes ago': own({
    word: 'AVAILABLE',
    ...long,
    ...triedAgo(24),
  }),
  'AVAILABLE for 6 hours, tried 25 minutes ago': own({
    word: 'AVAILABLE',
    ...long,
    ...triedAgo(25),
  }),
  'AVAILABLE, shared': own({ word: 'AVAILABLE', share }),
  'AVAILABLE, being shared': own({ word: 'AVAILABLE', share, sharing: minutesAgo(9) }),
  'AVAILABLE, being shared in vain for 24 hours': own({
    word: 'AVAILABLE',
    share,
    asked: minutesAgo(DAY),
    sharing: minutesAgo(DAY),
  }),
  'AVAILABLE ShareRefused': own({ word: 'AVAILABLE', share, code: 'ShareRefused' }),
  FAILED: refused(),
  'FAILED, tried 4 minutes ago': refused(triedAgo(4)),
  'FAILED, tried 5 minutes ago': refused(triedAgo(5)),
  'FAILED for 6 hours, tried 24 minutes ago': refused({ ...long, ...triedAgo(24) }),
  'FAILED for 6 hours, tried 25 minutes ago': refused({ ...long, ...triedAgo(25) }),
  'FAILED after 3 copies, a year ago': refused({ attempts: 3, since: minutesAgo(365 * DAY) }),
  'AVAILABLE under another rule': own({ word: 'AVAILABLE', ...another }),
  'FAILED under another rule': own({ word: 'FAILED', attempts: 3, ...another }),
  'AVAILABLE of 0.1.0': own({ word: 'AVAILABLE', ...by010 }),
  'FAILED of 0.1.0': refused(by010),
  'WAITING by hand': own({ word: 'WAITING', ...byHand }),
  'COPYING by hand': own({ ...byHand }),
  'AVAILABLE by hand': own({ word: 'AVAILABLE', ...byHand }),
  'FAILED by hand': own({ word: 'FAILED', ...byHand }),
} satisfies Record<string, Status | undefined>;

/** A decision in short. Where nothing is in flight, only sweeps and people look. */
export type ShortDecision = Decision['do'] | 'read region rarely';

/** One row of the decision table, in words that stand for what a decision rests on. */
export interface Row {
  /** State of the source image, in AWS's word. */
  readonly source: string;
  readonly rule: keyof typeof RULES;
  readonly destination: keyof typeof DESTINATIONS;
  readonly remembered: keyof typeof STATUSES;
  readonly does: ShortDecision;
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

/** The destination that a row describes. */
export function destinationOfRow(row: Row): Destination {
  return destinationOf({
    source: sourceImage({ ...build, state: row.source }),
    wanted: RULES[row.rule],
    status: STATUSES[row.remembered],
    grants: GRANTS[row.rule],
    observed: DESTINATIONS[row.destination],
  });
}

/** What a decision does, in short. */
export function shortOf(decision: Decision): ShortDecision {
  return decision.do === 'read region' && decision.rarely ? 'read region rarely' : decision.do;
}

/**
 * What a decision leaves on the source image: `as before`, `no status`, or the new status in short. A copy may be
 * preceded by the status that accounts for it.
 */
export function remembers(decision: Decision, { status }: Destination): string {
  if (decision.do === 'clear status') return 'no status';
  const next = 'status' in decision ? decision.status : undefined;
  if (!next || (status && formatStatus(next) === formatStatus(status))) return 'as before';
  const first = (decision.do === 'copy' || decision.do === 'share') && decision.before;
  return first ? `${inShort(first)}, then ${inShort(next)}` : inShort(next);
}

function inShort({ word, code, attempts, late, due, share: given, sharing }: Status): string {
  const head = [word, code].filter(Boolean).join(' ');
  const copies = attempts > 0 && `${attempts} ${attempts === 1 ? 'copy' : 'copies'}`;
  const shared = sharing ? 'being shared' : given && 'shared';
  return [head, copies, shared, late && 'LATE', due && 'to be announced']
    .filter(Boolean)
    .join(', ');
}
