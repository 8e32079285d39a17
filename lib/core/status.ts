import { IMAGE_NAME } from './image.ts';
import { FINGERPRINT } from './rule.ts';
import { MAX_TAG_VALUE } from './tags.ts';
import { clip, iso, parseIso, tagSafe } from './text.ts';

const WORDS = ['WAITING', 'COPYING', 'AVAILABLE', 'FAILED'] as const;
export type StatusWord = (typeof WORDS)[number];

/** Marks a text that was cut, in characters that a tag may hold. */
const CUT = '...';

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

/**
 * The tag value for a status: its word, `key=value` facts, then text for people, 256 characters at most. Where they do
 * not fit, the text and then the code are cut, never a fact that decisions rest on.
 */
export function formatStatus(status: Status): string {
  const head = `${status.word} since=${iso(status.since)}`;
  const tail = [
    status.attempts > 0 && `attempts=${status.attempts}`,
    status.started && `started=${iso(status.started)}`,
    status.blocked && `blocked=${iso(status.blocked)}`,
    status.late && 'late=yes',
    status.redo && `redo=${status.redo}`,
    status.rule && `rule=${status.rule}`,
    status.name && `name=${status.name}`,
  ].filter(Boolean);
  const roomForCode = MAX_TAG_VALUE - [head, 'code=', ...tail].join(' ').length;
  const code = clip(tagSafe(status.code ?? '').replaceAll(' ', ''), Math.min(roomForCode, 60), '');
  const facts = [head, ...(code ? [`code=${code}`] : []), ...tail].join(' ');
  const roomForText = MAX_TAG_VALUE - `${facts} - `.length;
  const text = roomForText > CUT.length ? tagSafe(status.text ?? '') : '';
  return text === '' ? facts : `${facts} - ${clip(text, roomForText, CUT)}`;
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
  const fact = (key: string, form = /./) => {
    const value = pairs.find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1);
    return value !== undefined && form.test(value) ? value : undefined;
  };
  const count = (key: string) => Number(fact(key, /^[0-9]{1,3}$/) ?? 0);
  return {
    word,
    since: parseIso(fact('since')) ?? now,
    rule: fact('rule', FINGERPRINT),
    name: fact('name', IMAGE_NAME),
    attempts: count('attempts'),
    started: parseIso(fact('started')),
    code: fact('code'),
    blocked: parseIso(fact('blocked')),
    late: fact('late') === 'yes',
    redo: count('redo') || undefined,
    text: text.join(' - '),
  };
}
