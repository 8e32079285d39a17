import { describe, expect, test } from '@jest/globals';
import type { FaultKind } from '../../lib/core/decision/aws-error.ts';
import { replicationOf } from '../../lib/core/decision/decision.ts';
import { afterFault, type Step } from '../../lib/core/decision/on-error.ts';
import type { Status } from '../../lib/core/tags/status.ts';
import {
  destinationOf,
  faultOfKind,
  minutesAgo,
  NOW,
  RULE,
  sourceImage,
  statusOf,
  wantedBy,
} from '../support/builders.ts';
import { remembers } from './decision-words.ts';

const following = (kind: FaultKind, step: Step, status: Status | undefined, copying = false) => {
  const destination = destinationOf({ status });
  const decision = afterFault(replicationOf(destination, 'cad', RULE), faultOfKind(kind), step, {
    copying,
  });
  return { decision, summary: `${decision.do}, ${remembers(decision, destination)}` };
};
const KINDS: FaultKind[] = [
  'permanent',
  'missing',
  'region',
  'denied',
  'quota',
  'exists',
  'transient',
];
const waiting = statusOf({ word: 'WAITING', attempts: 2 });
const copying = statusOf({ attempts: 2 });

/** What follows when nothing is in flight: looking and copying alike. */
const FRESH: [FaultKind, string][] = [
  ['permanent', 'announce failure, FAILED IncompatibleImageException'],
  ['missing', 'announce failure, FAILED ResourceNotFoundException'],
  ['region', 'wait, WAITING RegionUnavailable'],
  ['denied', 'wait, WAITING AccessDenied'],
  ['quota', 'wait, WAITING ImageQuota'],
  ['exists', 'wait, WAITING ResourceAlreadyExistsException'],
  ['transient', 'wait, WAITING ThrottlingException'],
];

/** What follows when a copy is in flight that cannot be seen. */
const BEGUN: [FaultKind, string][] = [
  ['permanent', 'wait, COPYING IncompatibleImageException, 2 copies'],
  ['missing', 'wait, COPYING ResourceNotFoundException, 2 copies'],
  ['region', 'wait, COPYING ENOTFOUND, 2 copies'],
  ['denied', 'wait, COPYING AccessDenied, 2 copies'],
  ['quota', 'wait, COPYING LimitExceededException, 2 copies'],
  ['exists', 'wait, COPYING ResourceAlreadyExistsException, 2 copies'],
  ['transient', 'wait, COPYING ThrottlingException, 2 copies'],
];

describe.each<Step>(['read region', 'copy'])(
  'when to %s fails and nothing is in flight',
  (step) => {
    test.each(FRESH)('with a %s fault: %s', (kind, expected) => {
      expect(following(kind, step, undefined).summary).toBe(expected);
    });

    test.each(FRESH)(
      'with a %s fault after 2 copies: the same, and the copies are remembered',
      (kind, expected) => {
        expect(following(kind, step, waiting).summary).toBe(`${expected}, 2 copies`);
      },
    );
  },
);

describe('when a failed replica cannot be removed', () => {
  const removing = statusOf({
    word: 'WAITING',
    code: 'CopyFailed',
    attempts: 2,
    since: minutesAgo(359),
  });

  test.each(KINDS)('a %s fault leaves it to be tried again, under the same code', (kind) => {
    const { decision } = following(kind, 'delete replica', removing);
    expect(decision).toMatchObject({
      do: 'wait',
      status: {
        ...removing,
        text: `the failed replica could not be deleted: ${faultOfKind(kind).code}`,
      },
    });
  });

  test.each(KINDS)(
    'a %s fault is announced as late after 6 hours, with what stands in the way',
    (kind) => {
      const { code } = faultOfKind(kind);
      const message = `the failed replica could not be deleted: AWS says ${code}`;
      const waited = { ...removing, since: minutesAgo(360) };
      const { decision } = following(kind, 'delete replica', waited);
      expect(decision).toMatchObject({
        do: 'announce late',
        problem: { code, message },
        status: { ...waited, late: true, text: expect.any(String) },
      });
      const { decision: later } = following(kind, 'delete replica', { ...waited, late: true });
      expect(later).toMatchObject({ do: 'wait', status: { late: true } });
    },
  );

  test.each(KINDS)('a %s fault ends it after 24 hours and not before', (kind) => {
    const { code } = faultOfKind(kind);
    const since = (minutes: number) => ({ ...removing, late: true, since: minutesAgo(minutes) });
    expect(following(kind, 'delete replica', since(1439)).decision.do).toBe('wait');
    expect(following(kind, 'delete replica', since(1440)).decision).toMatchObject({
      do: 'announce failure',
      problem: { code: 'GaveUp', message: expect.stringContaining(`AWS says ${code}`) },
      status: { word: 'FAILED', attempts: 2, asked: removing.asked },
    });
  });
});

describe('when a copy is in flight', () => {
  test.each(BEGUN)('a %s fault of looking leaves it in flight: %s', (kind, expected) => {
    expect(following(kind, 'read region', copying).summary).toBe(expected);
  });

  test.each(BEGUN.filter(([kind]) => kind !== 'permanent'))(
    'a %s fault of finishing leaves it in flight: %s',
    (kind, expected) => {
      expect(following(kind, 'announce success', copying).summary).toBe(expected);
    },
  );

  test('LATE is not announced again after a fault', () => {
    const { decision } = following('transient', 'read region', statusOf({ late: true }));
    expect(decision).toMatchObject({ do: 'wait', status: { late: true } });
  });

  test.each<[string, Status | undefined, string]>([
    ['nothing', undefined, 'wait, COPYING ThrottlingException, 1 copy'],
    ['WAITING', waiting, 'wait, WAITING ThrottlingException, 2 copies'],
  ])(
    'a replica that is AVAILABLE while %s is remembered is finished later',
    (_, status, expected) => {
      expect(following('transient', 'announce success', status).summary).toBe(expected);
    },
  );

  test('a replica that is AVAILABLE and may not be tagged ends as FAILED', () => {
    const { decision } = following('permanent', 'announce success', copying);
    expect(decision).toMatchObject({
      do: 'announce failure',
      status: { word: 'FAILED', attempts: 2, asked: copying.asked },
    });
  });

  test('a copy whose listing keeps failing for 6 hours is announced as late, with why', () => {
    const { decision } = following(
      'transient',
      'read region',
      statusOf({ since: minutesAgo(360) }),
    );
    expect(decision).toMatchObject({
      do: 'announce late',
      problem: { code: 'ThrottlingException', message: 'AWS says ThrottlingException' },
      status: { word: 'COPYING', late: true },
    });
  });
});

describe('when a replica is AVAILABLE in spite of FAILED', () => {
  const failed = statusOf({ word: 'FAILED', attempts: 3 });

  test.each(KINDS)('and cannot be tagged for a %s fault, FAILED is kept', (kind) => {
    expect(following(kind, 'announce success', failed).summary).toBe('nothing, as before');
    const of010 = { ...failed, rule: wantedBy(sourceImage()).fingerprintBefore };
    expect(following(kind, 'announce success', of010).summary).toBe('nothing, as before');
  });

  test('of another rule, it is finished later', () => {
    const { decision } = following('transient', 'announce success', {
      ...failed,
      rule: '0000aaaa',
    });
    expect(decision).toMatchObject({ do: 'wait', status: { word: 'COPYING', rule: RULE } });
  });
});

describe('a quota', () => {
  test('is the one of copies while copies are in flight to the region', () => {
    const { decision } = following('quota', 'copy', undefined, true);
    expect(decision).toMatchObject({
      do: 'wait',
      status: { code: 'CopyQuota', text: expect.stringContaining('waits for a free slot') },
    });
  });

  test('is the one of images while none is', () => {
    const { decision } = following('quota', 'copy', undefined, false);
    expect(decision).toMatchObject({
      do: 'wait',
      status: { code: 'ImageQuota', text: expect.stringContaining('delete images there') },
    });
  });
});

describe('a fault that ends it says at which step', () => {
  test.each<[Step, string]>([
    ['read region', 'the images of the destination could not be listed: AWS says'],
    ['copy', 'AWS refused the copy: AWS says'],
    ['announce success', 'the replica is AVAILABLE but could not be tagged: AWS says'],
  ])('%s: %s', (step, text) => {
    const { decision } = following('permanent', step, undefined);
    expect(decision).toMatchObject({
      do: 'announce failure',
      problem: { code: 'IncompatibleImageException', message: expect.stringContaining(text) },
      status: { since: NOW, rule: RULE, replicaName: 'cad' },
    });
  });
});
