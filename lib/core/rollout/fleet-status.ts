/* The status tag on a fleet: what the replicator did about its image, or why not yet. */

import { IMAGE_NAME } from '../image.ts';
import { FINGERPRINT } from '../tags/destinations.ts';
import { readFacts } from '../tags/facts.ts';
import { MAX_TAG_VALUE } from '../tags/keys.ts';
import { clip, iso, parseIso, tagSafe } from '../text.ts';
import { minutesAfter, minutesBetween, toMinute } from '../time.ts';
import { fingerprint } from './fleet.ts';

const WORDS = ['FOLLOWING', 'WAITING', 'FAILED'] as const;
export type FleetWord = (typeof WORDS)[number];

/** Characters of a code that are kept; those of AWS have fewer. */
const MAX_CODE = 40;

/** Marks a text that was cut, in characters that a tag may hold. */
const CUT = '...';

/** What a fleet's status tag says. */
export interface FleetStatus {
  readonly word: FleetWord;
  /** Since when the word holds. */
  readonly since: Date;
  /** When the change that is to be announced was decided, to the minute: it tells one announcement from the next. */
  readonly asked?: Date;
  /** Why it waits or failed, or that its image was changed by hand. */
  readonly code?: string;
  /** Fingerprint of the failure, so that it is announced once. */
  readonly cause?: string;
  /** Since when AWS has refused or failed to change the fleet. In the tag in minutes after `since`. */
  readonly blocked?: Date;
  /** Present while the announcement is due: when it was last tried. In the tag in minutes after `since`. */
  readonly due?: Date;
  /** Fingerprint of the tag `follow` that the status is about. Absent in a tag that a person wrote. */
  readonly rule?: string;
  /** Creation of the source image that the status is about: only a newer one changes a fleet that was changed by hand. */
  readonly build?: Date;
  /** Creation of the source of the fleet's image, where that is known; of `FOLLOWING` it is `build`. */
  readonly current?: Date;
  /** Name of the fleet's image. */
  readonly image?: string;
  /** Name of the image before, until that is announced. */
  readonly from?: string;
  /** Fingerprint of the name of the image that `UpdateFleet` is called with. */
  readonly to?: string;
  /** For people. */
  readonly text?: string;
}

/**
 * The tag value for a status: its word, `key=value` facts, then text for people, 256 characters at most. Where they do
 * not fit, the text is cut, then the image's name is, with a fingerprint of it at the end.
 *
 * @example
 * FOLLOWING since=2026-11-27T22:05:00Z rule=0f1e2d3c build=2026-11-27T08:00:00Z image=cad-2026-11
 * @example
 * WAITING since=2026-11-27T10:05:00Z code=WindowClosed rule=0f1e2d3c build=2026-11-27T08:00:00Z current=2026-10-30T08:00:00Z image=cad-2026-10 - cad-2026-11 is next ...
 */
export function formatFleetStatus(status: FleetStatus): string {
  const whole = factsOf(status, status.image);
  const room = MAX_TAG_VALUE - factsOf(status, '').length - ' image='.length;
  const facts = whole.length <= MAX_TAG_VALUE ? whole : factsOf(status, shortened(status, room));
  const roomForText = MAX_TAG_VALUE - `${facts} - `.length;
  const text = roomForText > CUT.length ? tagSafe(status.text ?? '') : '';
  return text === '' ? facts : `${facts} - ${clip(text, roomForText, CUT)}`;
}

/** No name of an image holds a `+`. */
function shortened({ image = '' }: FleetStatus, room: number): string {
  const mark = `+${fingerprint(image)}`;
  return `${image.slice(0, Math.max(0, room - mark.length))}${mark}`;
}

/** Whether a status names an image as the one that the fleet has. */
export function namesImage({ image = '' }: FleetStatus, name: string): boolean {
  return image === name || (image.includes('+') && image.endsWith(`+${fingerprint(name)}`));
}

/** The build of the image that a status names, as far as it was known. */
export function buildNamed({ word, build, current }: FleetStatus): Date | undefined {
  return word === 'FOLLOWING' ? build : current;
}

function factsOf(status: FleetStatus, image: string | undefined): string {
  const { since, due, blocked } = status;
  const minutes = (time: Date) => Math.max(0, minutesBetween(since, time));
  const code = clip(tagSafe(status.code ?? '').replaceAll(' ', ''), MAX_CODE, '');
  const facts = [
    status.word,
    `since=${iso(since)}`,
    status.asked && `asked=${iso(status.asked)}`,
    code && `code=${code}`,
    status.cause && `cause=${status.cause}`,
    blocked && `blocked=${minutes(blocked)}`,
    due && `due=${minutes(due)}`,
    status.rule && `rule=${status.rule}`,
    status.build && `build=${iso(status.build)}`,
    status.current && `current=${iso(status.current)}`,
    image && `image=${image}`,
    status.from && `from=${status.from}`,
    status.to && `to=${status.to}`,
  ];
  return facts.filter(Boolean).join(' ');
}

const SHORTENED = /^[a-zA-Z0-9_.-]*\+[0-9a-f]{8}$/;

/**
 * Reads a status tag. A value whose first word is none of ours counts as no status; a fact that is not well-formed
 * as absent, and a status without a time as one of `now`.
 */
export function parseFleetStatus(value: string | undefined, now: Date): FleetStatus | undefined {
  const { first, fact, text } = readFacts(value);
  const word = WORDS.find((known) => known === first);
  if (!word) return undefined;
  const notAfter = (time: Date | undefined) => (time && time > now ? now : time);
  const since = notAfter(parseIso(fact('since'))) ?? now;
  const minutes = (key: string) => {
    const count = fact(key, /^[0-9]{1,6}$/);
    return count === undefined ? undefined : notAfter(minutesAfter(since, Number(count)));
  };
  const rule = fact('rule', FINGERPRINT);
  const asked = notAfter(parseIso(fact('asked')));
  const image = fact('image');
  const isImage = image !== undefined && (IMAGE_NAME.test(image) || SHORTENED.test(image));
  return {
    word,
    since,
    asked: asked && toMinute(asked),
    code: fact('code'),
    cause: fact('cause', FINGERPRINT),
    blocked: minutes('blocked'),
    // A status that a person wrote has no fingerprint, and is not announced.
    due: rule === undefined ? undefined : minutes('due'),
    rule,
    build: parseIso(fact('build')),
    current: parseIso(fact('current')),
    image: isImage ? image : undefined,
    from: fact('from', IMAGE_NAME),
    to: fact('to', FINGERPRINT),
    text,
  };
}
