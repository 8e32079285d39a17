import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import { type Destination, replicationOf } from '../../lib/core/decision/decision.ts';
import { afterShareFault } from '../../lib/core/decision/share.ts';
import { wantedGrants } from '../../lib/core/tags/share.ts';
import type { Status } from '../../lib/core/tags/status.ts';
import {
  destinationOf,
  faultOfKind,
  minutesAgo,
  NOW,
  RULE,
  replicaOf,
  showing,
  sourceImage,
  statusOf,
} from '../support/builders.ts';

const A = '111122223333';
const GRANTS = wantedGrants(
  { as: 'tag', grants: new Map([[A, { fleets: true, builders: false }]]) },
  new Map(),
  [A],
);
const NONE = wantedGrants(undefined, new Map(), [A]);
const share = GRANTS.fingerprint;
const source = sourceImage();
const replica = replicaOf(source, { state: 'AVAILABLE' });
const there = showing(replica);

const available = (part: Partial<Status> = {}) => statusOf({ word: 'AVAILABLE', ...part });
const of = (part: Partial<Destination>) => destinationOf({ source, grants: GRANTS, ...part });

describe('an AVAILABLE replica that was announced', () => {
  test.each<[string, Partial<Destination>, string]>([
    ['is shared as is asked for', { status: available({ share }), observed: there }, 'nothing'],
    ['is shared with nobody, as is asked for', { status: available(), grants: NONE }, 'nothing'],
    [
      'is shared and the stack has no sharing',
      { status: available({ share }), grants: undefined },
      'nothing',
    ],
    [
      'is to be shared, as far as is known',
      { status: available(), grants: { fault: faultOfKind('transient') } },
      'nothing',
    ],
    ['is not shared yet, and not looked at', { status: available() }, 'read region'],
    ['is not shared yet', { status: available(), observed: there }, 'share'],
    [
      'is shared and is not to be',
      { status: available({ share }), grants: NONE, observed: there },
      'share',
    ],
    ['is being shared', { status: available({ share, sharing: NOW }), observed: there }, 'share'],
    ['is not shared yet and gone', { status: available(), observed: showing() }, 'nothing'],
    [
      'is not shared yet and is AVAILABLE no more',
      { status: available(), observed: showing({ ...replica, phase: 'DELETING' }) },
      'nothing',
    ],
    [
      'is not shared yet and somebody else has its name',
      { status: available(), observed: showing({ ...replica, description: '' }) },
      'nothing',
    ],
    [
      'is not shared yet and its region is no longer in the rule',
      { status: available(), wanted: undefined, observed: there },
      'nothing',
    ],
    [
      'is not to be seen',
      { status: available(), observed: { fault: faultOfKind('transient') } },
      'nothing',
    ],
    [
      'is being shared and not to be seen',
      { status: available({ share, sharing: NOW }), observed: { fault: faultOfKind('transient') } },
      'wait',
    ],
    [
      'is being shared and its region is no longer in the rule',
      { status: available({ share, sharing: NOW }), wanted: undefined },
      'wait',
    ],
    [
      'is being shared and the stack has no sharing any more',
      { status: available({ share, sharing: NOW }), grants: undefined },
      'wait',
    ],
    [
      'is being shared and gone',
      { status: available({ share, sharing: NOW }), observed: showing() },
      'wait',
    ],
    [
      'is being shared and nobody knows with whom',
      {
        status: available({ share, sharing: NOW }),
        grants: { fault: faultOfKind('transient') },
      },
      'wait',
    ],
    [
      'is being shared as is asked for in vain, and not to be seen',
      {
        status: available({ share, sharing: NOW, asked: minutesAgo(1440) }),
        observed: { fault: faultOfKind('transient') },
      },
      'announce share failure',
    ],
  ])('and %s', (_, part, expected) => {
    expect(decide(of(part)).do).toBe(expected);
  });

  test('is accounted for before its grants are changed', () => {
    expect(decide(of({ status: available({ share: '0000aaaa' }), observed: there }))).toMatchObject(
      {
        before: { word: 'AVAILABLE', share, sharing: NOW, asked: NOW },
        status: { word: 'AVAILABLE', share, sharing: undefined, rule: RULE },
      },
    );
  });

  test('is asked for later than before, so that what is announced of it has another id', () => {
    const status = available({ share: '0000aaaa', asked: NOW });
    const minute = new Date(NOW.getTime() + 60_000);
    expect(decide(of({ status, observed: there }))).toMatchObject({ before: { asked: minute } });
    const begun = available({ share, sharing: NOW, asked: minutesAgo(9) });
    const decision = decide(of({ status: begun, observed: there }));
    expect(decision).toMatchObject({ before: begun, status: { asked: minutesAgo(9) } });
  });

  test('forgets what was begun and cannot be finished, so that it starts over', () => {
    const status = available({ share, sharing: NOW, code: 'x', text: 'y' });
    const decision = decide(of({ status, wanted: undefined }));
    expect(decision).toMatchObject({ do: 'wait', status: { word: 'AVAILABLE', code: undefined } });
    expect(decision).not.toHaveProperty('status.share');
    expect(decision).not.toHaveProperty('status.sharing');
  });

  test('has its announcements first', () => {
    const due = minutesAgo(30);
    expect(decide(of({ status: available({ due }), observed: there })).do).toBe('announce');
    const unshared = available({ unshared: due, share, code: 'ShareRefused' });
    expect(decide(of({ status: unshared, observed: there })).do).toBe('announce');
  });
});

describe('a replica that cannot be shared', () => {
  const failing = (kind: Parameters<typeof faultOfKind>[0], sharing: Date, code?: string) => {
    const status = available({ share, sharing, asked: sharing, code });
    const destination = of({ status, observed: there });
    const decision = decide(destination);
    if (decision.do !== 'share') throw new Error(decision.do);
    return afterShareFault(replicationOf(destination, 'cad', RULE), faultOfKind(kind), decision);
  };
  const DENIED = 'AccessDenied';

  test.each([
    ['a permanent fault', failing('permanent', NOW), 'ShareRefused'],
    ['a quota', failing('quota', NOW), 'ShareLimit'],
    ['a denial for 10 minutes', failing('denied', minutesAgo(10), DENIED), 'ShareRefused'],
    ['a passing fault for 24 hours', failing('transient', minutesAgo(1440), 'x'), 'ShareRefused'],
  ])('ends with %s', (_, decision, code) => {
    expect(decision).toMatchObject({
      do: 'announce share failure',
      problem: { code },
      status: { word: 'AVAILABLE', share, sharing: undefined, code },
    });
  });

  test.each([
    ['a passing fault', failing('transient', minutesAgo(1439), 'x'), minutesAgo(1439)],
    ['a denial for 9 minutes', failing('denied', minutesAgo(9), DENIED), minutesAgo(9)],
    ['a first denial after other faults', failing('denied', minutesAgo(99), 'x'), NOW],
  ])('goes on with %s', (_, decision, sharing) => {
    expect(decision).toMatchObject({ do: 'wait', status: { word: 'AVAILABLE', share, sharing } });
  });
});
