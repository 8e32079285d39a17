/* The images of families in one region, and whether fleets may move to them. */

import type { Image, SourceImage } from '../image.ts';
import { isRuleOf } from '../tags/destinations.ts';
import { TOGETHER } from '../tags/family.ts';
import type { TagKeys, Tags } from '../tags/keys.ts';
import type { Member } from '../tags/source.ts';
import type { Follow } from './follow.ts';

/** One build of a source image. */
export interface Build {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly createdAt: Date;
}

/** Whether fleets may move to a build: its rollout is `each`, or all its destinations are AVAILABLE. */
export type Gate =
  | { readonly is: 'open' }
  /** Why not yet, not before somebody does something, or never, since nothing can be known of its other destinations. */
  | { readonly is: 'waiting' | 'stopped' | 'source gone'; readonly message: string };

/** An AVAILABLE image that one region has of a family: a source image, or a finished replica of one. */
export interface FamilyImage {
  readonly image: Image;
  readonly family: string;
  readonly source: Build;
  readonly gate: Gate;
}

/** A build that is in the way to the region, and that no fleet moves to yet. */
export interface Held {
  readonly source: Build;
  readonly gate: Exclude<Gate, { is: 'open' }>;
}

/** What a region has for a fleet that follows a family. */
export interface Choice {
  /** The image that the fleet is to use. */
  readonly target?: FamilyImage;
  /** A build newer than that which is held back. */
  readonly held?: Held;
}

/** A build by its creation to the second, which is as fine as tags say it. */
export function buildOf({ arn, name, region, createdAt }: SourceImage): Build {
  const second = Math.floor(createdAt.getTime() / 1000) * 1000;
  return { arn, name, region, createdAt: new Date(second) };
}

/** Whether fleets may move to the build of a source image. */
export function gateOf({ image, rule, destinations, report }: Member): Gate {
  if (!rule || rule.rollout === 'each') return { is: 'open' };
  const { name } = image;
  if (rule.problems.length > 0)
    return { is: 'stopped', message: `the rule of ${name} is not valid: ${rule.problems[0]}` };
  if (report.kind === 'no-room')
    return { is: 'stopped', message: `${name} is not copied: ${report.problem.message}` };
  const ends = rule.wanted.map((wanted) => {
    const status = destinations.find(({ region }) => region === wanted.region)?.status;
    return { ...wanted, end: isRuleOf(wanted, status?.rule) ? status : undefined };
  });
  const failed = ends.find(({ end }) => end?.word === 'FAILED');
  if (failed) {
    const message = `${name} could not be copied to ${failed.region} (${failed.end?.code ?? 'FAILED'})`;
    return { is: 'stopped', message };
  }
  const isDone = ends.every(({ end }) => end?.word === 'AVAILABLE' || end?.word === 'RETIRED');
  return image.phase === 'AVAILABLE' && isDone
    ? { is: 'open' }
    : { is: 'waiting', message: `${name} is not AVAILABLE in every destination yet` };
}

/** Whether fleets may move to a replica whose source image is gone. */
export function gateWithoutSource(tags: Tags, { rollout }: TagKeys, { name }: Build): Gate {
  const message = `${name} was to move with all its regions, and its source image is gone or has no rule`;
  return tags[rollout] === TOGETHER ? { is: 'source gone', message } : { is: 'open' };
}

/**
 * What a region has for a fleet: of the family's images the newest whose gate is open, by the creation of the
 * sources; for a pinned fleet the newest build of that name.
 * @param images what the region has of all families
 */
export function chooseImage(
  { family, image: pin }: Follow,
  region: string,
  images: readonly FamilyImage[],
  members: readonly Member[],
): Choice {
  const usable = images.filter((each) => each.family === family);
  if (pin !== undefined)
    return { target: newest(usable.filter(({ source }) => source.name === pin)) };
  const target = newest(usable.filter(({ gate }) => gate.is === 'open'));
  const coming = members.flatMap((member) => {
    const isHere = member.image.region === region || wants(member, region);
    const isIn = member.rule?.family === family && member.image.phase !== 'DELETING' && isHere;
    return isIn ? [{ source: buildOf(member.image), gate: gateOf(member) }] : [];
  });
  const held = newest(
    [...usable, ...coming].flatMap(({ source, gate }) =>
      gate.is === 'open' ? [] : [{ source, gate }],
    ),
  );
  const isNewer = held && !(target && held.source.createdAt <= target.source.createdAt);
  return { target, held: isNewer ? held : undefined };
}

function wants({ rule }: Member, region: string): boolean {
  return rule?.wanted.some((wanted) => wanted.region === region) ?? false;
}

function newest<B extends { readonly source: Build }>(builds: readonly B[]): B | undefined {
  return builds.toSorted((a, b) => b.source.createdAt.getTime() - a.source.createdAt.getTime())[0];
}
