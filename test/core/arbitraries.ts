import * as fc from 'fast-check';
import { type Fault, faultOf } from '../../lib/core/decision/aws-error.ts';
import type { Destination, Observed } from '../../lib/core/decision/decision.ts';
import { type Image, phaseOf, type SourceImage } from '../../lib/core/image.ts';
import { describeReplica } from '../../lib/core/tags/lineage.ts';
import { parseRule } from '../../lib/core/tags/rule.ts';
import { wantedGrants } from '../../lib/core/tags/share.ts';
import { parseStatus, type Status, type StatusWord } from '../../lib/core/tags/status.ts';
import { toMinute } from '../../lib/core/time.ts';
import { ALLOW_ALL, AWAY, arnOf, HOME, KEYS, NOW } from '../support/builders.ts';
import { anyCharacter } from '../support/property.ts';

const STATES = ['AVAILABLE', 'FAILED', 'COPYING', 'PENDING', 'DELETING', 'REHYDRATING'];
const CODES = [
  'AccessDeniedException',
  'CopyFailed',
  'CopyQuota',
  'Deleting',
  'FailedReplica',
  'NotVisible',
  'OlderReplica',
  'RegionUnavailable',
  'SourceNotReady',
];
const ALPHABET = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

/** Text of every kind: plain, Unicode, half surrogate pairs, control characters. */
export const anyText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);

/** A name as long as AppStream allows. */
export const LONGEST_NAME = `${'abcdefghi_'.repeat(10)}z`;

/** Every name that AppStream accepts, the longest not too seldom. */
export const imageName = fc.oneof(
  { weight: 1, arbitrary: fc.constant(LONGEST_NAME) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...ALPHABET),
        fc.string({
          unit: fc.constantFrom(...ALPHABET, '_', '.', '-'),
          size: 'max',
          maxLength: 100,
        }),
      )
      .map(([first, rest]) => first + rest),
  },
);

/** A second of the days around `NOW`. */
export const moment = fc
  .integer({ min: -5 * 86_400, max: 3_600 })
  .map((offset) => new Date(NOW.getTime() + offset * 1000));

/**
 * What the product may remember of a destination. Of a rule that is known it also knows when that was asked for, and
 * whether an announcement is due, in whole minutes.
 */
export const status: fc.Arbitrary<Status> = fc
  .record(
    {
      word: fc.constantFrom<StatusWord>('WAITING', 'COPYING', 'AVAILABLE', 'FAILED'),
      since: moment,
      asked: moment.map(toMinute),
      attempts: fc.oneof(fc.nat(4), fc.nat(99)),
      rule: fc.constantFrom('aaaa0000', 'bbbb1111'),
      replicaName: fc.oneof(fc.constantFrom('cad', 'cad-2'), imageName),
      started: moment,
      code: fc.oneof(fc.constantFrom(...CODES), anyText),
      blocked: moment,
      late: fc.boolean(),
      dueAfter: fc.oneof(fc.nat(60), fc.nat(999_999)),
      share: fc.constantFrom('cccc2222', 'dddd3333'),
      sharingAfter: fc.oneof(fc.nat(60), fc.nat(999_999)),
      unsharedAfter: fc.oneof(fc.nat(60), fc.nat(999_999)),
      text: anyText,
    },
    { requiredKeys: ['word', 'since', 'attempts'] },
  )
  .map(({ dueAfter, share, sharingAfter, unsharedAfter, ...rest }) => {
    if (rest.rule === undefined) return rest;
    const asked = rest.asked ?? toMinute(rest.started ?? rest.since);
    const after = (minutes: number | undefined) =>
      minutes === undefined ? undefined : new Date(rest.since.getTime() + minutes * 60_000);
    const marks = { asked, ...(dueAfter !== undefined && { due: after(dueAfter) }) };
    if (rest.word !== 'AVAILABLE') return { ...rest, ...marks };
    // Of these two there is one at most, and nothing keeps us from a replica that is AVAILABLE.
    const sharing = unsharedAfter === undefined ? after(sharingAfter) : undefined;
    const { blocked: _, late: __, ...facts } = rest;
    return { ...facts, ...marks, share, sharing, unshared: after(unsharedAfter) };
  });

/** With whom replicas may be to be shared. */
const SHARES = [
  wantedGrants(undefined, new Map(), []),
  wantedGrants({ as: 'source' }, new Map([['111122223333', { fleets: true, builders: false }]]), [
    '111122223333',
  ]),
];

/** A status tag as a person may write it. */
const handWritten = fc
  .tuple(fc.constantFrom('WAITING', 'COPYING', 'AVAILABLE', 'FAILED', ''), anyText)
  .map(([word, rest]) => parseStatus(`${word} ${rest}`, NOW));

const fault: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.constantFrom('LimitExceededException', 'ENOTFOUND', 'Throttling', 'AccessDeniedException'),
    anyText,
    fc.constantFrom(undefined, 400, 500),
  )
  .map(([code, message, httpStatus]) => faultOf(code, message, httpStatus));

const source: fc.Arbitrary<SourceImage> = fc
  .record({
    state: fc.constantFrom(...STATES),
    createdAt: moment,
    name: fc.constantFrom('cad', 'x'),
    hasBuilder: fc.boolean(),
  })
  .map(({ state, createdAt, name, hasBuilder }) => ({
    name,
    arn: arnOf(HOME, name),
    region: HOME,
    state,
    phase: phaseOf(state),
    createdAt,
    description: '',
    hasBuilder,
    problem: undefined,
    tags: { [KEYS.to]: AWAY },
  }));

function laterThan(time: Date): fc.Arbitrary<Date> {
  return fc.nat(86_400).map((seconds) => new Date(time.getTime() + seconds * 1000));
}

function imageNear(of: SourceImage): fc.Arbitrary<Image> {
  const lineage = fc.oneof(fc.constant(of.createdAt), moment);
  return fc
    .record({
      name: fc.constantFrom('cad', 'cad-2', LONGEST_NAME),
      state: fc.constantFrom(...STATES),
      createdAt: fc.oneof(fc.constant(undefined), moment, laterThan(of.createdAt)),
      hasBuilder: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()),
      description: fc.oneof(
        anyText,
        lineage.map((createdAt) => describeReplica({ ...of, createdAt }, '')),
      ),
    })
    .map((image) => ({
      ...image,
      region: AWAY,
      arn: arnOf(AWAY, image.name),
      phase: phaseOf(image.state),
      problem: undefined,
    }));
}

/** Every destination that a destination can be in, and many that it cannot. */
export const destination: fc.Arbitrary<Destination> = source.chain((of) => {
  const observed: fc.Arbitrary<Observed> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.array(imageNear(of), { maxLength: 3 }).map((images) => ({ images })),
    },
    { weight: 1, arbitrary: fault.map((each) => ({ fault: each })) },
  );
  const wanted = parseRule(of, KEYS, ALLOW_ALL)?.wanted[0];
  const renamed = wanted && { ...wanted, replicaName: 'cad-2' };
  const rule = fc.constantFrom(wanted?.fingerprint, wanted?.fingerprintBefore);
  const own = fc.tuple(status, rule).map(([each, rule]) => {
    const asked = each.asked ?? toMinute(each.started ?? each.since);
    return { ...each, asked, rule, replicaName: wanted?.replicaName };
  });
  return fc.record({
    source: fc.constant(of),
    region: fc.constant(AWAY),
    wanted: fc.constantFrom(wanted, wanted, renamed, undefined),
    status: fc.oneof(fc.constant(undefined), own, status, handWritten),
    grants: fc.constantFrom(undefined, ...SHARES),
    observed: fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 6, arbitrary: observed },
    ),
    now: fc.constant(NOW),
    limits: fc.record({
      giveUpAfterHours: fc.constantFrom(0.01, 1, 24),
      lateAfterHours: fc.constantFrom(0.01, 6),
    }),
  });
});
