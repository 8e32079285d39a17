import { describe, expect, test } from '@jest/globals';
import type { FaultKind } from '../../lib/core/decision/aws-error.ts';
import { decide } from '../../lib/core/decision/decide.ts';
import {
  destinationOf,
  faultOfKind,
  minutesAgo,
  NOW,
  sourceImage,
  statusOf,
  tagged,
  wantedBy,
} from '../support/builders.ts';
import { remembers } from './decision-words.ts';

const LASTING: FaultKind[] = ['permanent', 'missing'];
const PASSING: FaultKind[] = ['quota', 'exists', 'transient', 'region', 'denied'];
const KINDS: FaultKind[] = [...LASTING, ...PASSING];

const hidden = (kind: FaultKind, part: Parameters<typeof destinationOf>[0]) => {
  const destination = destinationOf({ observed: { fault: faultOfKind(kind) }, ...part });
  const decision = decide(destination);
  return { decision, summary: `${decision.do}, ${remembers(decision, destination)}` };
};
const renamed = wantedBy(tagged({ 'replicate:to': 'eu-west-1=cad-2' }));
const waiting = statusOf({ word: 'WAITING' });
const blockedFor10Minutes = (code: string) =>
  statusOf({ word: 'WAITING', code, blocked: minutesAgo(10) });
const unreachable = blockedFor10Minutes('RegionUnavailable');
const refused = blockedFor10Minutes('AccessDeniedException');

describe('when the destination cannot be read', () => {
  test.each<[FaultKind, string]>([
    ['permanent', 'announce failure, FAILED IncompatibleImageException'],
    ['region', 'wait, WAITING RegionUnavailable'],
    ['transient', 'wait, WAITING ThrottlingException'],
    ['denied', 'wait, WAITING AccessDenied'],
  ])('a %s fault decides: %s', (kind, expected) => {
    expect(hidden(kind, {}).summary).toBe(expected);
  });

  test.each(KINDS)('a copy that has begun outlives a %s fault, under whichever rule', (kind) => {
    for (const wanted of [wantedBy(sourceImage()), renamed, undefined]) {
      const { decision } = hidden(kind, { wanted, status: statusOf() });
      expect(decision).toMatchObject({
        do: 'wait',
        status: { word: 'COPYING', replicaName: 'cad' },
      });
    }
  });

  test.each(KINDS)(
    'a final status and a source that is not ready are left alone by a %s fault',
    (kind) => {
      for (const word of ['AVAILABLE', 'FAILED'] as const)
        expect(hidden(kind, { status: statusOf({ word }) }).decision.do).toBe('nothing');
      expect(hidden(kind, { source: sourceImage({ state: 'PENDING' }) }).decision.do).toBe('wait');
    },
  );
});

describe('when the rule no longer names a region in which nothing has started', () => {
  test.each(LASTING)(
    'a %s fault in a region that the rule no longer names clears the status',
    (kind) => {
      expect(hidden(kind, { wanted: undefined, status: waiting }).summary).toBe(
        'clear status, no status',
      );
    },
  );

  test('an unreachable region that the rule no longer names is cleared, not announced', () => {
    const { summary } = hidden('region', { wanted: undefined, status: unreachable });
    expect(summary).toBe('clear status, no status');
  });

  test.each(PASSING)('a %s fault is waited for, since a copy may be there unremembered', (kind) => {
    expect(hidden(kind, { wanted: undefined, status: waiting }).decision.do).toBe('wait');
  });

  test('a region that IAM keeps denying is cleared, not announced', () => {
    const { summary } = hidden('denied', { wanted: undefined, status: refused });
    expect(summary).toBe('clear status, no status');
  });

  test('a long wait for a region that the rule no longer names is not announced as late', () => {
    const status = statusOf({ word: 'WAITING', since: minutesAgo(6 * 60) });
    const { decision } = hidden('transient', { wanted: undefined, status });
    expect(decision.do).not.toBe('announce late');
  });

  test('a wait of a day without success is cleared, not announced', () => {
    const status = statusOf({ word: 'WAITING', since: minutesAgo(24 * 60) });
    expect(hidden('transient', { wanted: undefined, status }).summary).toBe(
      'clear status, no status',
    );
  });
});

describe('when the rule gives another name before anything has started', () => {
  test.each(LASTING)('a %s fault is announced for the new name only', (kind) => {
    expect(hidden(kind, { wanted: renamed, status: waiting }).decision).toMatchObject({
      do: 'announce failure',
      status: { replicaName: 'cad-2', rule: renamed.fingerprint },
    });
  });

  test('refusals by IAM count from the beginning for the new name', () => {
    expect(hidden('denied', { wanted: renamed, status: refused }).decision).toMatchObject({
      do: 'wait',
      status: { word: 'WAITING', replicaName: 'cad-2', code: 'AccessDenied', blocked: NOW },
    });
  });
});
