/* Images, destinations and statuses that tests vary in one detail. */

import type { Fault, FaultKind } from '../../lib/core/decision/aws-error.ts';
import type { Destination } from '../../lib/core/decision/decision.ts';
import { type Image, type Problem, phaseOf, type SourceImage } from '../../lib/core/image.ts';
import type { Wanted } from '../../lib/core/tags/destinations.ts';
import type { Limits } from '../../lib/core/tags/due.ts';
import { type Tags, tagKeys } from '../../lib/core/tags/keys.ts';
import { describeReplica } from '../../lib/core/tags/lineage.ts';
import { parseRule, type RulePolicy } from '../../lib/core/tags/rule.ts';
import type { Status } from '../../lib/core/tags/status.ts';

export const KEYS = tagKeys('replicate');
export const HOME = 'us-east-1';
export const AWAY = 'eu-west-1';
export const NOW = new Date('2026-11-23T12:00:00Z');
/** What a stack's owner sets who limits no regions, shares with nobody, names no sets, and lets old replicas go. */
export const ALLOW_ALL: RulePolicy = {
  allowedRegions: [],
  shareAccounts: [],
  ruleSets: [],
  retention: true,
};
export const LIMITS: Limits = { giveUpAfterHours: 24, lateAfterHours: 6 };

export function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

export function arnOf(region: string, name: string, partition = 'aws'): string {
  return `arn:${partition}:appstream:${region}:123456789012:image/${name}`;
}

export const COPY_FAILURE: Problem = {
  code: 'IMAGE_COPY_FAILURE',
  message: 'The disk could not be read',
};

function imageOf(part: Partial<Image>): Image {
  const { name = 'cad', region = HOME, state = 'AVAILABLE' } = part;
  return {
    name,
    region,
    arn: arnOf(region, name),
    state,
    phase: phaseOf(state),
    createdAt: minutesAgo(240),
    description: '',
    hasBuilder: false,
    problem: state === 'FAILED' ? COPY_FAILURE : undefined,
    ...part,
  };
}

/** A source image: AVAILABLE, four hours old, with a rule that names one region. */
export function sourceImage(part: Partial<SourceImage> = {}): SourceImage {
  const image = imageOf(part);
  return { ...image, createdAt: minutesAgo(240), tags: { [KEYS.to]: AWAY }, ...part };
}

/** A source image whose tags are these. */
export function tagged(tags: Tags, part: Partial<SourceImage> = {}): SourceImage {
  return sourceImage({ ...part, tags });
}

/** An image of the destination that says it was copied from `source`: COPYING for an hour. */
export function replicaOf(
  source: Pick<SourceImage, 'region' | 'name' | 'createdAt'>,
  part: Partial<Image> = {},
): Image {
  const description = describeReplica(source, 'CAD workstation');
  return imageOf({
    region: AWAY,
    name: source.name,
    state: 'COPYING',
    createdAt: minutesAgo(60),
    description,
    ...part,
  });
}

/** An image that is nobody's replica. */
export function foreignImage(part: Partial<Image> = {}): Image {
  return imageOf({ region: AWAY, description: 'built here', hasBuilder: true, ...part });
}

/** What is observed in a region that shows these images. */
export function showing(...images: readonly Image[]): { images: readonly Image[] } {
  return { images };
}

/** What the rule on the source's tags wants in a region. Throws when it wants nothing there. */
export function wantedBy(source: SourceImage, region = AWAY): Wanted {
  const wanted = parseRule(source, KEYS, ALLOW_ALL)?.wanted.find((each) => each.region === region);
  if (!wanted) throw new Error(`the rule on ${source.name} wants nothing in ${region}`);
  return wanted;
}

/** Fingerprint of the rule on the source that {@link sourceImage} gives. */
export const RULE = wantedBy(sourceImage()).fingerprint;

/** A status about the replica `cad` of the usual rule, an hour old. */
export function statusOf(part: Partial<Status> = {}): Status {
  const { word = 'COPYING' } = part;
  const since = minutesAgo(60);
  const begun = word === 'WAITING' ? { attempts: 0 } : { attempts: 1, started: since };
  return { word, since, asked: since, rule: RULE, replicaName: 'cad', ...begun, ...part };
}

/** One destination of the usual source image; not read unless `observed` is given. */
export function destinationOf(part: Partial<Destination> = {}): Destination {
  const source = part.source ?? sourceImage();
  return {
    source,
    region: AWAY,
    wanted: wantedBy(sourceImage()),
    status: undefined,
    grants: undefined,
    observed: undefined,
    now: NOW,
    limits: LIMITS,
    ...part,
  };
}

/** A failed call of a kind, with a code that is of that kind. */
export function faultOfKind(kind: FaultKind): Fault {
  const code = {
    quota: 'LimitExceededException',
    exists: 'ResourceAlreadyExistsException',
    missing: 'ResourceNotFoundException',
    region: 'ENOTFOUND',
    denied: 'AccessDeniedException',
    transient: 'ThrottlingException',
    permanent: 'IncompatibleImageException',
  }[kind];
  return { kind, code, message: `AWS says ${code}` };
}
