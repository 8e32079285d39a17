/* What the tags of a source image ask for: destinations, statuses, mistakes. */

import type { Fault } from '../decision/aws-error.ts';
import type { Destination } from '../decision/decision.ts';
import type { Image, Problem, SourceImage } from '../image.ts';
import { failure, type ImageFailureCode } from '../message/failure-code.ts';
import { isRegionShaped } from '../region.ts';
import { parseIso } from '../text.ts';
import { toMinute } from '../time.ts';
import { isAnnouncementDue, type Limits } from './due.ts';
import { isAwsKey, MAX_TAGS, type TagKeys, type Tags, tagKeys } from './keys.ts';
import { lineageOfReplica } from './lineage.ts';
import { parseRule, type Rule, type RulePolicy } from './rule.ts';
import { wantedGrants } from './share.ts';
import { parseStatus, type Status } from './status.ts';

/** What is to be said about the rule as a whole. */
export type RuleReport =
  | { readonly kind: 'fine' }
  /** An invalid rule was corrected or removed: its status can be cleared. */
  | { readonly kind: 'corrected' }
  /** It is known, and its announcement is due later. */
  | { readonly kind: 'unannounced'; readonly status: Status }
  | {
      readonly kind: 'invalid';
      readonly problem: Problem<ImageFailureCode>;
      readonly status: Status;
    }
  | { readonly kind: 'no-room'; readonly problem: Problem<ImageFailureCode> };

/** An image of the source region, and what its tags ask for. */
export type Source =
  | { readonly kind: 'unread'; readonly image: Image; readonly fault: Fault }
  | {
      readonly kind: 'ignored';
      readonly image: Image;
      readonly reason: string;
      /** Present for a source image that is there and has no rule: its replicas stay replicas of it. */
      readonly source?: SourceImage;
    }
  /** It has a rule, or something in flight. */
  | {
      readonly kind: 'replicated';
      readonly image: SourceImage;
      readonly rule: Rule | undefined;
      /** As the tags name them; their regions were not read. */
      readonly destinations: readonly Destination[];
      readonly report: RuleReport;
    };

/** A source image that is there. */
export type Member = Extract<Source, { kind: 'replicated' }>;

/** True for an image that was copied from another: its description says so, and nothing speaks against it. */
export function isReplica(image: Image): boolean {
  return lineageOfReplica(image) !== undefined;
}

/** What the stack's owner has set that decides what tags mean. */
export interface Policy extends RulePolicy {
  readonly tagPrefix: string;
  readonly limits: Limits;
}

/** Reads an image's tags: which destinations are to be decided, and what is wrong with its rule. */
export function sourceOf(
  image: Image,
  tags: Tags,
  policy: Policy,
  now: Date,
): Exclude<Source, { kind: 'unread' }> {
  const { tagPrefix, limits, shareAccounts } = policy;
  const keys = tagKeys(tagPrefix);
  if (isReplica(image) || tags[keys.source] !== undefined) {
    return { kind: 'ignored', image, reason: 'it is a replica itself' };
  }
  if (!image.createdAt)
    return { kind: 'ignored', image, reason: 'AWS does not say when it was created' };
  const source: SourceImage = { ...image, createdAt: image.createdAt, tags };
  const rule = parseRule(source, keys, policy);
  const statuses = statusesOf(tags, keys, now);
  const ruleStatus = parseStatus(tags[keys.ruleStatus], now);
  if (!rule && !ruleStatus && statuses.size === 0)
    return { kind: 'ignored', image, reason: 'it has no rule', source };

  const wanted = new Map(rule?.wanted.map((each) => [each.region, each]));
  const regions = new Set([...wanted.keys(), ...statuses.keys()]);
  // Those of the source image have to be read first.
  const isKnown = shareAccounts.length > 0 && rule?.share?.as !== 'source';
  const grants = isKnown ? wantedGrants(rule?.share, new Map(), shareAccounts) : undefined;
  const destinations = [...regions].map((region) => ({
    source,
    region,
    wanted: wanted.get(region),
    status: statuses.get(region),
    grants,
    observed: undefined,
    now,
    limits,
  }));
  const report = reportOn(rule, ruleStatus, limits, now);
  const newKeys = [
    ...destinations.filter(({ status }) => !status).map(({ region }) => keys.status(region)),
    ...(report.kind === 'invalid' ? [keys.ruleStatus] : []),
  ].filter((key) => tags[key] === undefined);
  const isFreed = (key: string) => report.kind === 'corrected' && key === keys.ruleStatus;
  const count = Object.keys(tags).filter((key) => !isAwsKey(key) && !isFreed(key)).length;
  if (count + newKeys.length <= MAX_TAGS)
    return { kind: 'replicated', image: source, rule, destinations, report };
  return {
    kind: 'replicated',
    image: source,
    rule,
    destinations: destinations.filter(({ status }) => status),
    report: {
      kind: 'no-room',
      problem: failure(
        'NoRoomForStatus',
        `the image has ${count} tags and needs ${newKeys.length} more for its status; ${MAX_TAGS} are allowed`,
      ),
    },
  };
}

/** Statuses by region. A key that a person made up must not lead a signed call to a host that is no region's. */
function statusesOf(tags: Tags, keys: TagKeys, now: Date): Map<string, Status> {
  const readTime = memoized(parseIso);
  return new Map(
    Object.entries(tags).flatMap(([key, value]): [string, Status][] => {
      if (!key.startsWith(keys.statusPrefix)) return [];
      const region = key.slice(keys.statusPrefix.length);
      const status = isRegionShaped(region) ? parseStatus(value, now, readTime) : undefined;
      return status ? [[region, status]] : [];
    }),
  );
}

/** Destinations of one image share their times, and a run can hold hundreds of thousands of them. */
function memoized<Key, Value>(read: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

function reportOn(
  rule: Rule | undefined,
  ruleStatus: Status | undefined,
  limits: Limits,
  now: Date,
): RuleReport {
  if (!rule || rule.problems.length === 0) return { kind: ruleStatus ? 'corrected' : 'fine' };
  const problem = failure('InvalidRule', rule.problems.join('; '));
  if (ruleStatus?.rule === rule.fingerprint) {
    if (isAnnouncementDue(ruleStatus, limits, now))
      return { kind: 'invalid', problem, status: ruleStatus };
    return ruleStatus.due ? { kind: 'unannounced', status: ruleStatus } : { kind: 'fine' };
  }
  return {
    kind: 'invalid',
    problem,
    status: {
      word: 'FAILED',
      since: now,
      asked: toMinute(now),
      code: problem.code,
      attempts: 0,
      rule: rule.fingerprint,
      text: problem.message,
    },
  };
}
