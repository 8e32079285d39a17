/* What is announced of a fleet: that it has another image, and that it could not have it. */

import { messageId } from '../digest.ts';
import { type Image, type Problem, parseImageArn, type SourceImage } from '../image.ts';
import { MAX_CODE, MAX_TEXT } from '../limits.ts';
import { clip, iso, oneLine } from '../text.ts';
import type { Message } from './message.ts';

/** A fleet, as messages name it. */
type FleetName = { readonly arn: string; readonly name: string; readonly region: string };
/** An image by its name; its ARN where that is known. */
type ImageName = { readonly arn?: string; readonly name: string };

/** What is announced of one fleet. */
export interface AboutFleet {
  readonly account: string;
  readonly fleet: FleetName;
  /** When the change was decided, to the minute: it tells one occasion from the next. */
  readonly asked: Date;
  /** Fingerprint of the tag `follow`. */
  readonly rule: string | undefined;
  readonly at: Date;
}

type Source = Pick<SourceImage, 'arn' | 'name' | 'region' | 'createdAt'>;
type Target = Pick<Image, 'arn' | 'name' | 'region'>;

/** That a fleet has another image. */
export interface RolledOut extends AboutFleet {
  readonly source: Source;
  readonly image: Target;
  readonly imageBefore: ImageName | undefined;
}

/** That a fleet cannot have its image. */
export interface RolloutFailed extends AboutFleet {
  readonly source: Source;
  /** The image that it was to have. */
  readonly target: Target | undefined;
  /** The image that it has. */
  readonly image: ImageName | undefined;
  readonly problem: Problem;
}

/** The message that a fleet has another image. @param hint what becomes of sessions, and how to go back, a line each */
export function rolledOutMessage(rolledOut: RolledOut, hint: string): Message {
  const { account, fleet, source, image, imageBefore, at } = rolledOut;
  return {
    version: '1',
    id: identify('ROLLED_OUT', rolledOut, [imageBefore?.name, image.name]),
    outcome: 'ROLLED_OUT',
    operation: 'rollout',
    account,
    source: named(source),
    destination: place(image),
    fleet: {
      ...place(fleet),
      ...(imageBefore && { imageBefore: label(imageBefore) }),
      image: { arn: image.arn, name: image.name },
    },
    finishedAt: iso(at),
    hint: clip(hint, MAX_TEXT),
  };
}

/** The message that a fleet cannot have its image. @param hint the next step, a line each */
export function rolloutFailedMessage(failed: RolloutFailed, hint: string): Message {
  const { account, fleet, source, target, image, problem, at } = failed;
  const code = oneLine(problem.code, MAX_CODE) || 'UnknownError';
  return {
    version: '1',
    id: identify('FAILED', failed, [code, target?.name]),
    outcome: 'FAILED',
    operation: 'rollout',
    account,
    source: named(source),
    ...(target && { destination: place(target) }),
    fleet: { ...place(fleet), ...(image && { image: label(image) }) },
    finishedAt: iso(at),
    reason: {
      code,
      message: oneLine(problem.message, MAX_TEXT),
      hint: clip(hint, MAX_TEXT),
    },
  };
}

function named({ arn, name, region, createdAt }: Source) {
  return { arn, name, region, createdAt: iso(createdAt) };
}

function place({ arn, name, region }: FleetName) {
  return { arn, name, region };
}

/** Only ARNs of accounts: images that AWS owns have another form. */
function label({ arn, name }: ImageName) {
  return { ...(arn !== undefined && parseImageArn(arn) && { arn }), name };
}

function identify(
  outcome: string,
  { account, fleet, asked, rule }: AboutFleet,
  more: readonly (string | undefined)[],
): string {
  const parts = [account, fleet.arn, outcome, iso(asked), rule, ...more];
  return messageId(parts);
}
