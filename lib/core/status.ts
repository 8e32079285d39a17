import { MAX_TAG_VALUE } from './tags.ts';
import { clip, iso, parseIso, tagSafe } from './text.ts';

const WORDS = ['WAITING', 'COPYING', 'AVAILABLE', 'FAILED'] as const;
export type StatusWord = (typeof WORDS)[number];

/** What a status tag on a source image remembers of one destination. */
export interface Status {
  readonly word: StatusWord;
  /** Since when the word holds. For `WAITING` it is the moment from which giving up is counted. */
  readonly since: Date;
  /** Fingerprint of the rule that the status is about. Absent in a tag that a person wrote. */
  readonly rule?: string;
  /** Name of the replica. */
  readonly name?: string;
  /** Copies that AppStream accepted. */
  readonly attempts: number;
  /** When the first of them was accepted. */
  readonly started?: Date;
  /** Why it waits or failed. */
  readonly code?: string;
  /** Since when something has kept us from reaching the region or finishing the replica, without a break. */
  readonly blocked?: Date;
  /** True once `LATE` was announced for the replica. */
  readonly late?: boolean;
  /** How often a person has started it again. */
  readonly redo?: number;
  /** For people. */
  readonly text?: string;
}

/** True for the two words that end a replication. */
export function isFinal(status: Status | undefined): boolean {
  return status?.word === 'AVAILABLE' || status?.word === 'FAILED';
}

/**
 * The status that starts a failed destination again. It counts, so that another failure for the same reason is another
 * announcement and not the first one once more.
 */
export function startAgain({ redo = 0 }: Status, now: Date): Status {
  return { word: 'WAITING', since: now, attempts: 0, redo: redo + 1, text: 'started again' };
}

/** The tag value for a status: its word, `key=value` facts, then text for people, 256 characters at most. */
export function formatStatus(status: Status): string {
  const facts = [
    status.word,
    `since=${iso(status.since)}`,
    status.code && `code=${tagSafe(status.code).replaceAll(' ', '').slice(0, 60)}`,
    status.attempts > 0 && `attempts=${status.attempts}`,
    status.started && `started=${iso(status.started)}`,
    status.blocked && `blocked=${iso(status.blocked)}`,
    status.late && 'late=yes',
    status.redo && `redo=${status.redo}`,
    status.rule && `rule=${status.rule}`,
    status.name && `name=${status.name}`,
  ]
    .filter(Boolean)
    .join(' ');
  const text = tagSafe(status.text ?? '');
  return text === '' ? facts : clip(`${facts} - ${text}`, MAX_TAG_VALUE, '...');
}

/**
 * Reads a status tag. A value whose first word is none of ours counts as no status; a fact that is not well-formed
 * as absent, and a status without a time as one of `now`.
 */
export function parseStatus(value: string | undefined, now: Date): Status | undefined {
  const [facts = '', ...text] = (value ?? '').split(' - ');
  const [first, ...pairs] = facts.split(' ');
  const word = WORDS.find((known) => known === first);
  if (!word) return undefined;
  const fact = new Map(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const count = (name: string) => Number(/^[0-9]{1,3}$/.exec(fact.get(name) ?? '')?.[0] ?? 0);
  return {
    word,
    since: parseIso(fact.get('since')) ?? now,
    rule: fact.get('rule'),
    name: fact.get('name'),
    attempts: count('attempts'),
    started: parseIso(fact.get('started')),
    code: fact.get('code'),
    blocked: parseIso(fact.get('blocked')),
    late: fact.get('late') === 'yes',
    redo: count('redo') || undefined,
    text: text.join(' - '),
  };
}
