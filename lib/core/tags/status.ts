/* The status tag: the state of one destination, kept on its source image. */

import { IMAGE_NAME } from '../image.ts';
import { clip, codeText, iso, parseIso, tagSafe } from '../text.ts';
import { minutesAfter, minutesBetween, toMinute } from '../time.ts';
import { FINGERPRINT } from './destinations.ts';
import { readFacts } from './facts.ts';
import { MAX_TAG_VALUE } from './keys.ts';

const WORDS = ['WAITING', 'COPYING', 'AVAILABLE', 'FAILED', 'RETIRED'] as const;
export type StatusWord = (typeof WORDS)[number];

/** Marks a text that was cut, in characters that a tag may hold. */
const CUT = '...';

/** What a status tag on a source image says of one destination. */
export interface Status {
  readonly word: StatusWord;
  /** Since when the word holds. For `WAITING` it is the moment from which giving up is counted. */
  readonly since: Date;
  /**
   * When the destination, or to share its replica otherwise, was asked for, to the minute: it tells one occasion from
   * the next, and so the ids of messages.
   */
  readonly asked?: Date;
  /** Fingerprint of the rule that the status is about. Absent in a tag that a person wrote. */
  readonly rule?: string;
  /** Name of the replica. */
  readonly replicaName?: string;
  /** Copies that AppStream accepted. */
  readonly attempts: number;
  /** When the first of them was accepted. Absent when nobody saw it begin. */
  readonly started?: Date;
  /** Why it waits or failed. */
  readonly code?: string;
  /** Since when something has kept us from reaching the region or finishing the replica, without a break. */
  readonly blocked?: Date;
  /** True once this wait is `LATE`. In the tag `yes`, or the minutes of `due`. */
  readonly late?: boolean;
  /** Present while the announcement of this status is due: when it was last tried. In the tag in minutes after `since`. */
  readonly due?: Date;
  /** Of an AVAILABLE replica: fingerprint of the grants that it has, or that are being given or were refused. */
  readonly share?: string;
  /** Present while an AVAILABLE replica is not shared as it is to be: since when the same kind of obstacle has lasted. In the tag as `due`. */
  readonly sharing?: Date;
  /** Present while it is to be announced that sharing failed: when that was last tried. In the tag as `due`. */
  readonly unshared?: Date;
  /** For people. */
  readonly text?: string;
}

/** True for the words that end a replication. */
export function isFinal(status: Status | undefined): boolean {
  return ['AVAILABLE', 'FAILED', 'RETIRED'].includes(status?.word ?? '');
}

/** The status that starts a failed destination again: asked for again, later than the last time it was asked for. */
export function startAgain({ asked }: Status, now: Date): Status {
  return {
    word: 'WAITING',
    since: now,
    asked: askedAfter(asked, now),
    attempts: 0,
    text: 'started again',
  };
}

/** When something is asked for anew: later than the last time, so that its messages have other ids. */
export function askedAfter(asked: Date | undefined, now: Date): Date {
  const next = asked ? minutesAfter(asked, 1) : now;
  return toMinute(next > now ? next : now);
}

/**
 * The tag value for a status: its word, `key=value` facts, then text for people, 256 characters at most. Where they do
 * not fit, the text is cut, then the beginning of the first copy is left out, then the code is cut; never a fact that
 * decisions rest on.
 *
 * @example
 * COPYING since=2026-11-23T08:05:00Z asked=2026-11-23T08:00:00Z attempts=1 started=2026-11-23T08:05:00Z rule=0f1e2d3c name=cad
 * @example
 * AVAILABLE since=2026-11-23T08:40:00Z asked=2026-11-23T08:00:00Z attempts=1 started=2026-11-23T08:05:00Z rule=0f1e2d3c name=cad share=4b5a6978
 * @example
 * FAILED since=2026-11-23T08:40:00Z asked=2026-11-23T08:00:00Z code=NameTaken due=5 rule=0f1e2d3c name=cad - eu-west-1 has ...
 */
export function formatStatus(status: Status): string {
  const facts = fittingFacts(status);
  const roomForText = MAX_TAG_VALUE - `${facts} - `.length;
  const text = roomForText > CUT.length ? tagSafe(status.text ?? '') : '';
  return text === '' ? facts : `${facts} - ${clip(text, roomForText, CUT)}`;
}

function fittingFacts(status: Status): string {
  const code = codeText(status.code ?? '');
  const whole = factsOf(status, code);
  if (whole.length <= MAX_TAG_VALUE) return whole;
  const fitting = { ...status, started: undefined };
  const room = MAX_TAG_VALUE - factsOf(fitting, '').length - ' code='.length;
  return factsOf(fitting, clip(code, room, ''));
}

function factsOf(status: Status, code: string): string {
  const minutes = (time: Date | undefined) =>
    time && Math.max(0, minutesBetween(status.since, time));
  const due = minutes(status.due);
  const sharing = minutes(status.sharing);
  const unshared = minutes(status.unshared);
  const facts = [
    status.word,
    `since=${iso(status.since)}`,
    status.asked && `asked=${iso(status.asked)}`,
    code && `code=${code}`,
    status.attempts > 0 && `attempts=${status.attempts}`,
    status.started && `started=${iso(status.started)}`,
    status.blocked && `blocked=${iso(status.blocked)}`,
    status.late && `late=${due ?? 'yes'}`,
    !status.late && due !== undefined && `due=${due}`,
    status.rule && `rule=${status.rule}`,
    status.replicaName && `name=${status.replicaName}`,
    status.share && `share=${status.share}`,
    sharing !== undefined && `sharing=${sharing}`,
    unshared !== undefined && `unshared=${unshared}`,
  ];
  return facts.filter(Boolean).join(' ');
}

/**
 * Reads a status tag. A value whose first word is none of ours counts as no status; a fact that is not well-formed
 * as absent, and a status without a time as one of `now`. Statuses written by version 0.1.0 have no `asked`: the
 * earliest time that they name stands for it.
 * @param readTime how a time is read, where those of several statuses are to be shared
 */
export function parseStatus(
  value: string | undefined,
  now: Date,
  readTime = parseIso,
): Status | undefined {
  const { first, fact, text } = readFacts(value);
  const word = WORDS.find((known) => known === first);
  if (!word) return undefined;
  const time = (key: string) => notAfter(readTime(fact(key)), now);
  const since = time('since') ?? now;
  const started = time('started');
  const rule = fact('rule', FINGERPRINT);
  const asked =
    notFarAhead(readTime(fact('asked')), now) ??
    (rule === undefined ? undefined : (started ?? since));
  // A status that a person wrote has no fingerprint, and is not announced.
  const minutes = fact('late', /^[0-9]{1,6}$/) ?? fact('due', /^[0-9]{1,6}$/);
  const due = rule === undefined ? undefined : minutes;
  const later = (minutes: string | undefined) =>
    minutes === undefined ? undefined : notAfter(minutesAfter(since, Number(minutes)), now);
  const ofShare = (key: string, form: RegExp) =>
    word === 'AVAILABLE' && rule !== undefined ? fact(key, form) : undefined;
  return {
    word,
    since,
    asked: asked && toMinute(asked),
    rule,
    replicaName: fact('name', IMAGE_NAME),
    attempts: Number(fact('attempts', /^[0-9]{1,3}$/) ?? 0),
    started,
    code: fact('code'),
    blocked: time('blocked'),
    late: fact('late', /^(yes|[0-9]{1,6})$/) !== undefined,
    due: later(due),
    share: ofShare('share', FINGERPRINT),
    sharing: later(ofShare('sharing', /^[0-9]{1,7}$/)),
    unshared: later(ofShare('unshared', /^[0-9]{1,7}$/)),
    text,
  };
}

/** When it was asked for, which is some minutes ahead of what is asked for again and again. A day ahead was not written by us. */
function notFarAhead(asked: Date | undefined, now: Date): Date | undefined {
  return asked && minutesBetween(now, asked) < 24 * 60 ? asked : undefined;
}

/** A time that lies in the future was not written by us. */
function notAfter(time: Date | undefined, now: Date): Date | undefined {
  return time && time > now ? now : time;
}
