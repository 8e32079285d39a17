import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import { parseStatus, startAgain } from '../../lib/core/tags/status.ts';
import {
  destinationOf,
  faultOfKind,
  foreignImage,
  minutesAgo,
  NOW,
  RULE,
  replicaOf,
  showing,
  sourceImage,
  statusOf,
  tagged,
  wantedBy,
} from '../support/builders.ts';

const source = sourceImage();
const wanted = wantedBy(source);
const nothing = { images: [] };

describe('what a person started again', () => {
  const failed = statusOf({ word: 'FAILED', attempts: 3, asked: minutesAgo(60) });
  const status = startAgain(failed, minutesAgo(5));
  const available = replicaOf(source, { state: 'AVAILABLE' });

  test.each([
    ['absent', nothing, 'copy'],
    ['COPYING', showing(replicaOf(source)), 'wait'],
    ['FAILED', showing(replicaOf(source, { state: 'FAILED' })), 'delete replica'],
    ['AVAILABLE', showing(available), 'announce success'],
    ["another's", showing(foreignImage()), 'announce failure'],
    ['DELETING', showing(replicaOf(source, { state: 'DELETING' })), 'wait'],
    ['hidden', { fault: faultOfKind('transient') }, 'wait'],
  ])('keeps the time of the request, with the replica %s', (_, observed, does) => {
    expect(decide(destinationOf({ status, observed }))).toMatchObject({
      do: does,
      status: { asked: minutesAgo(5), rule: RULE, replicaName: 'cad' },
    });
  });

  test('is announced again, though the replica was finished before', () => {
    const decision = decide(destinationOf({ status, observed: showing(available) }));
    expect(decision).toMatchObject({ do: 'announce success', mayBeDone: false });
  });
});

describe('what an earlier run or version asked for', () => {
  test('is requested again when its end is of another rule', () => {
    const status = statusOf({ word: 'FAILED', rule: '0000aaaa', asked: minutesAgo(600) });
    const now = new Date(NOW.getTime() + 59_999);
    expect(decide(destinationOf({ status, observed: nothing, now }))).toMatchObject({
      do: 'copy',
      status: { asked: NOW },
    });
  });

  test('is requested again when a person wrote the status', () => {
    const status = parseStatus('WAITING', NOW);
    expect(decide(destinationOf({ status, observed: nothing }))).toMatchObject({
      do: 'copy',
      status: { asked: NOW },
    });
  });

  test('goes on under the fingerprint of now when the status is of version 0.1.0', () => {
    const rule = wanted.fingerprintBefore;
    const status = parseStatus(
      `COPYING since=2026-11-23T11:00:00Z attempts=1 started=2026-11-23T11:00:00Z rule=${rule} name=cad`,
      NOW,
    );
    const observed = showing(replicaOf(source, { state: 'AVAILABLE' }));
    expect(decide(destinationOf({ status, observed }))).toMatchObject({
      do: 'announce success',
      status: {
        asked: new Date('2026-11-23T11:00:00Z'),
        started: new Date('2026-11-23T11:00:00Z'),
        rule: RULE,
      },
    });
  });

  test.each(['AVAILABLE', 'FAILED'])(
    'is not started again when version 0.1.0 left it %s, whatever the description becomes',
    (word) => {
      const rule = wanted.fingerprintBefore;
      const tag = `${word} since=2026-11-22T11:00:00Z attempts=1 started=2026-11-22T11:00:00Z redo=2 rule=${rule} name=cad`;
      const decision = decide(destinationOf({ status: parseStatus(tag, NOW), observed: nothing }));
      expect(decision).toMatchObject({ do: 'wait', status: { word, rule: RULE, attempts: 1 } });
      const next = 'status' in decision ? decision.status : undefined;
      const described = tagged({ 'replicate:to': 'eu-west-1', 'replicate:description': 'other' });
      const later = destinationOf({
        source: described,
        wanted: wantedBy(described),
        status: next,
        observed: nothing,
      });
      expect(decide(later).do).toBe('nothing');
    },
  );
});
