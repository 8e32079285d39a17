/* What the words of the decision table of fleets stand for. */

import {
  type Choice,
  chooseImage,
  type FamilyImage,
  type Gate,
} from '../../lib/core/rollout/family-image.ts';
import { type Fleet, fingerprint, readFleetRule } from '../../lib/core/rollout/fleet.ts';
import type { FleetCase, FleetDecision } from '../../lib/core/rollout/fleet-decision.ts';
import type { FleetStatus } from '../../lib/core/rollout/fleet-status.ts';
import type { Tags } from '../../lib/core/tags/keys.ts';
import type { Member } from '../../lib/core/tags/source.ts';
import {
  AWAY,
  arnOf,
  HOME,
  KEYS,
  LIMITS,
  minutesAgo,
  NOW,
  replicaOf,
  sourceImage,
} from '../support/builders.ts';

function fleetOf(part: Partial<Fleet>): Fleet {
  const arn = `arn:aws:appstream:${AWAY}:123456789012:fleet/design`;
  const plain = { name: 'design', arn, region: AWAY, state: 'RUNNING', isElastic: false };
  return { ...plain, platform: 'WINDOWS_SERVER_2022', ...part };
}

const FLEETS = {
  'RUNNING on cad-1': fleetOf({ imageName: 'cad-1' }),
  'RUNNING on cad-2': fleetOf({ imageName: 'cad-2' }),
  'RUNNING on other': fleetOf({ imageName: 'other' }),
  'STOPPED on cad-1': fleetOf({ imageName: 'cad-1', state: 'STOPPED' }),
  'STARTING on cad-1': fleetOf({ imageName: 'cad-1', state: 'STARTING' }),
  'STARTING on cad-2': fleetOf({ imageName: 'cad-2', state: 'STARTING' }),
  Elastic: fleetOf({ isElastic: true }),
} satisfies Record<string, Fleet>;
export type FleetWords = keyof typeof FLEETS;

// It is 12:00 on a Monday.
const FOLLOWS = {
  nothing: {},
  cad: { [KEYS.follow]: 'cad' },
  'cad, window open': { [KEYS.follow]: 'cad', [KEYS.window]: 'mon 11:00-13:00' },
  'cad, window closed': { [KEYS.follow]: 'cad', [KEYS.window]: 'tue 11:00-13:00' },
  'cad@cad-1': { [KEYS.follow]: 'cad@cad-1' },
  'cad@cad-2': { [KEYS.follow]: 'cad@cad-2' },
  'cad@cad-9': { [KEYS.follow]: 'cad@cad-9' },
  'not one': { [KEYS.follow]: 'not one' },
} satisfies Record<string, Tags>;
export type FollowWords = keyof typeof FOLLOWS;

const BUILT = { 'cad-1': minutesAgo(48 * 60), 'cad-2': minutesAgo(24 * 60) } as const;
type Name = keyof typeof BUILT;

type GateWord = Gate['is'];
/** The source images that are there. */
function membersOf(entries: readonly (readonly [Name, GateWord])[]): Member[] {
  return entries.flatMap(([name, gate]) => (gate === 'source gone' ? [] : [memberOf(name, gate)]));
}

function memberOf(name: Name, gate: Exclude<GateWord, 'source gone'>): Member {
  const tags = { [KEYS.to]: AWAY, [KEYS.family]: 'cad' };
  const image = sourceImage({ name, createdAt: BUILT[name], tags });
  const wanted = {
    region: AWAY,
    replicaName: name,
    fingerprint: '0f1e2d3c',
    fingerprintBefore: '',
  };
  const status = {
    open: 'AVAILABLE' as const,
    waiting: 'COPYING' as const,
    stopped: 'FAILED' as const,
  }[gate];
  return {
    kind: 'replicated',
    image,
    rule: {
      wanted: [wanted],
      refused: [],
      share: undefined,
      problems: [],
      family: 'cad',
      rollout: 'together',
      fingerprint: '0f1e2d3c',
    },
    destinations: [
      {
        source: image,
        region: AWAY,
        wanted,
        status: { word: status, since: NOW, attempts: 1, rule: '0f1e2d3c', code: 'NameTaken' },
        observed: undefined,
        grants: undefined,
        now: NOW,
        limits: LIMITS,
      },
    ],
    report: { kind: 'fine' },
  };
}

interface Region {
  readonly images: readonly FamilyImage[];
  readonly members: readonly Member[];
}

function regionWith(
  entries: readonly (readonly [Name, GateWord])[],
  platform = 'WINDOWS_SERVER_2022',
): Region {
  const members = membersOf(entries);
  const images = entries.map(([name, is]): FamilyImage => {
    const source = { name, region: HOME, createdAt: BUILT[name], arn: arnOf(HOME, name) };
    const image = replicaOf(source, { state: 'AVAILABLE', platform });
    return {
      image,
      family: 'cad',
      source,
      gate: is === 'open' ? { is } : { is, message: 'not yet' },
    };
  });
  return { images, members };
}

/** A region whose image cad-2 was moved to another family. */
function withoutCad2({ images, members }: Region): Region {
  return {
    images: images.map((each) =>
      each.source.name === 'cad-2' ? { ...each, family: 'office' } : each,
    ),
    members: members.filter(({ image }) => image.name !== 'cad-2'),
  };
}

const REGIONS = {
  nothing: regionWith([]),
  'cad-1': regionWith([['cad-1', 'open']]),
  'cad-1 cad-2': regionWith([
    ['cad-1', 'open'],
    ['cad-2', 'open'],
  ]),
  'cad-1, and cad-2 in another family': withoutCad2(
    regionWith([
      ['cad-1', 'open'],
      ['cad-2', 'open'],
    ]),
  ),
  'cad-2 waits for other regions': regionWith([
    ['cad-1', 'open'],
    ['cad-2', 'waiting'],
  ]),
  'cad-2 failed elsewhere': regionWith([
    ['cad-1', 'open'],
    ['cad-2', 'stopped'],
  ]),
  'cad-2 without its source image': regionWith([
    ['cad-1', 'open'],
    ['cad-2', 'source gone'],
  ]),
  'cad-2 is for Linux': regionWith(
    [
      ['cad-1', 'open'],
      ['cad-2', 'open'],
    ],
    'AMAZON_LINUX2',
  ),
} satisfies Record<string, Region>;
export type RegionWords = keyof typeof REGIONS;

function statusOf(part: Partial<FleetStatus>, image: Name): FleetStatus {
  const rule = fingerprint('cad');
  return { word: 'FOLLOWING', since: minutesAgo(60), rule, build: BUILT[image], image, ...part };
}
const waiting = (code: string, part: Partial<FleetStatus> = {}) =>
  statusOf({ word: 'WAITING', code, build: BUILT['cad-2'], ...part }, 'cad-1');
const onCad2 = (part: Partial<FleetStatus>) =>
  statusOf({ current: BUILT['cad-2'], ...part }, 'cad-2');
const failed = (code: string, message: string) =>
  waiting(code, { word: 'FAILED', cause: fingerprint(message) });

const STATUSES = {
  none: undefined,
  'FOLLOWING cad-1': statusOf({}, 'cad-1'),
  'FOLLOWING cad-2': statusOf({}, 'cad-2'),
  'WAITING WindowClosed for cad-2': waiting('WindowClosed'),
  'WAITING Together for cad-2': waiting('Together', { build: BUILT['cad-1'] }),
  'WAITING WindowClosed for cad-2, is on other': waiting('WindowClosed', { image: 'other' }),
  'WAITING WindowClosed for cad-3, is on cad-2': onCad2({
    word: 'WAITING',
    code: 'WindowClosed',
    build: minutesAgo(60),
  }),
  'WAITING Together, is on cad-2': onCad2({ word: 'WAITING', code: 'Together' }),
  'FAILED RolloutStopped, is on cad-2': onCad2({ word: 'FAILED', code: 'RolloutStopped' }),
  'WAITING AccessDenied for 4 minutes': waiting('AccessDenied', { blocked: minutesAgo(4) }),
  'WAITING AccessDenied for 5 minutes': waiting('AccessDenied', { blocked: minutesAgo(5) }),
  'WAITING Updating to cad-2': waiting('Updating', { to: fingerprint('cad-2') }),
  'FAILED RolloutStopped': failed('RolloutStopped', `cad-2 ${BUILT['cad-2'].getTime()}`),
  'FAILED OtherPlatform': failed(
    'OtherPlatform',
    'cad-2 is for AMAZON_LINUX2 and the fleet runs WINDOWS_SERVER_2022',
  ),
  'FAILED AccessDeniedException': failed('AccessDeniedException', 'AWS said no'),
  'FOLLOWING cad-1, tried 4 minutes ago': statusOf({ due: minutesAgo(4) }, 'cad-1'),
  'FOLLOWING cad-1, tried 5 minutes ago': statusOf({ due: minutesAgo(5) }, 'cad-1'),
  'FOLLOWING cad-1, tried for 6 hours': statusOf(
    { since: minutesAgo(360), due: minutesAgo(10) },
    'cad-1',
  ),
  'FOLLOWING cad-1, late and tried 24 minutes ago': statusOf(
    { since: minutesAgo(360), due: minutesAgo(24) },
    'cad-1',
  ),
  'FOLLOWING cad-1, late and tried 25 minutes ago': statusOf(
    { since: minutesAgo(360), due: minutesAgo(25) },
    'cad-1',
  ),
} satisfies Record<string, FleetStatus | undefined>;
export type StatusWords = keyof typeof STATUSES;

/** The case that four words name. */
export function fleetCaseOf(
  fleetWords: FleetWords,
  follows: FollowWords,
  regionWords: RegionWords,
  statusWords: StatusWords,
): FleetCase {
  const fleet: Fleet = FLEETS[fleetWords];
  const { images, members }: Region = REGIONS[regionWords];
  const rule = readFleetRule(FOLLOWS[follows], KEYS);
  const choice: Choice = rule?.follow ? chooseImage(rule.follow, AWAY, images, members) : {};
  const present = images.find(({ image }) => image.name === fleet.imageName);
  const status = STATUSES[statusWords];
  return { fleet, rule, status, present, choice, limits: LIMITS, now: NOW };
}

/** The status that a decision leaves, in words. */
export function leaves(decision: FleetDecision, before: FleetStatus | undefined): string {
  if (decision.do === 'clear status') return 'none';
  if (!('status' in decision) || decision.status === before) return 'as before';
  const { word, code, image, from } = decision.status;
  if (word === 'FAILED') return `FAILED ${code}`;
  if (word === 'FOLLOWING') return `FOLLOWING ${image}${from === undefined ? '' : ` from ${from}`}`;
  return `WAITING ${code}, ${code === 'ChangedByHand' ? 'was' : 'is'} on ${image}`;
}
