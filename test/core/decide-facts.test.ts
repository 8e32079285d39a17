import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decide.ts';
import { startAgain } from '../../lib/core/status.ts';
import {
  AWAY,
  COPY_FAILURE,
  foreignImage,
  minutesAgo,
  NOW,
  RULE,
  replicaOf,
  situationOf,
  sourceImage,
  statusOf,
  tagged,
  wantedBy,
} from '../support/builders.ts';

const source = sourceImage();
const wanted = wantedBy(source);
const nothing = { images: [] };
const showing = (...images: ReturnType<typeof replicaOf>[]) => ({ images });
const elsewhere = replicaOf(source, { name: 'other' });

describe('a copy', () => {
  test('is of what the rule wants, and begins now', () => {
    expect(decide(situationOf({ sight: nothing }))).toMatchObject({
      do: 'copy',
      wanted,
      status: { word: 'COPYING', since: NOW, started: NOW, attempts: 1, rule: RULE, name: 'cad' },
    });
  });

  test('is made where images of other names are, replicas of the same source too', () => {
    expect(decide(situationOf({ sight: showing(elsewhere) })).do).toBe('copy');
  });

  test('made again remembers when the first was made', () => {
    const status = statusOf({ word: 'WAITING', attempts: 1, started: minutesAgo(300) });
    expect(decide(situationOf({ sight: nothing, status }))).toMatchObject({
      status: { since: NOW, started: minutesAgo(300) },
    });
  });
});

describe('a failed replica', () => {
  const replica = replicaOf(source, { state: 'FAILED', createdAt: minutesAgo(90) });

  test('is removed, and time to give up counts from then on', () => {
    const status = statusOf({ started: minutesAgo(200), since: minutesAgo(90) });
    expect(decide(situationOf({ sight: showing(replica), status }))).toMatchObject({
      do: 'remove',
      replica,
      status: {
        since: NOW,
        started: minutesAgo(200),
        text: `attempt 1 of 3 failed and was removed: ${COPY_FAILURE.message}`,
      },
    });
  });

  test('that nothing is remembered of began with itself', () => {
    expect(decide(situationOf({ sight: showing(replica) }))).toMatchObject({
      status: { since: NOW, started: minutesAgo(90) },
    });
  });
});

describe('what a person started again', () => {
  const status = startAgain(statusOf({ word: 'FAILED', redo: 1 }), minutesAgo(5));

  test.each([
    ['absent', [], 'copy'],
    ['COPYING', [replicaOf(source)], 'wait'],
    ['FAILED', [replicaOf(source, { state: 'FAILED' })], 'remove'],
    ['AVAILABLE', [replicaOf(source, { state: 'AVAILABLE' })], 'finish'],
    ["another's", [foreignImage()], 'fail'],
  ])('remembers how often, with the replica %s', (_, images, does) => {
    expect(decide(situationOf({ status, sight: { images } }))).toMatchObject({
      do: does,
      status: { redo: 2, rule: RULE, name: 'cad' },
    });
  });
});

describe('a replica that became AVAILABLE', () => {
  const replica = replicaOf(source, { state: 'AVAILABLE', createdAt: minutesAgo(90) });

  test('took its time from the first copy on', () => {
    const status = statusOf({ attempts: 2, started: minutesAgo(200), since: minutesAgo(90) });
    expect(decide(situationOf({ sight: showing(elsewhere, replica), status }))).toMatchObject({
      do: 'finish',
      replica,
      status: { since: NOW, started: minutesAgo(200), attempts: 2, rule: RULE, name: 'cad' },
    });
  });

  test('took its time from its own beginning when nothing was remembered', () => {
    expect(decide(situationOf({ sight: showing(replica) }))).toMatchObject({
      status: { started: minutesAgo(90), attempts: 1 },
    });
  });

  test('whose beginning AWS does not say is taken to have begun now', () => {
    const dateless = { ...replica, createdAt: undefined };
    expect(decide(situationOf({ sight: showing(dateless) }))).toMatchObject({
      status: { started: NOW },
    });
  });

  test('ends the rule of now when the rule but not the name changed meanwhile', () => {
    const changed = wantedBy(
      tagged({ 'replicate:to': AWAY, 'replicate:description': 'CAD @region' }),
    );
    const status = statusOf();
    expect(decide(situationOf({ wanted: changed, sight: showing(replica), status }))).toMatchObject(
      { do: 'finish', status: { rule: changed.fingerprint } },
    );
  });
});

describe('a copy under an earlier rule', () => {
  const renamed = wantedBy(tagged({ 'replicate:to': `${AWAY}=cad-2` }));
  const status = statusOf({ rule: 'aaaa0000' });

  test.each([
    ['COPYING', 'wait'],
    ['AVAILABLE', 'finish'],
    ['FAILED', 'fail'],
  ])('is remembered under its own rule and name when it is %s', (state, does) => {
    const sight = showing(replicaOf(source, { state }));
    for (const wanted of [renamed, undefined]) {
      expect(decide(situationOf({ wanted, status, sight }))).toMatchObject({
        do: does,
        status: { rule: 'aaaa0000', name: 'cad' },
      });
    }
  });

  test('leaves the rule of now to begin afresh once it is done', () => {
    const done = statusOf({ word: 'AVAILABLE', rule: 'aaaa0000', attempts: 3 });
    const sight = showing(replicaOf(source, { state: 'AVAILABLE' }));
    expect(decide(situationOf({ wanted: renamed, status: done, sight }))).toMatchObject({
      do: 'copy',
      wanted: renamed,
      status: { attempts: 1, started: NOW, rule: renamed.fingerprint, name: 'cad-2' },
    });
  });
});

describe('a replica in flight', () => {
  const at = (minutes: number, lateAfterHours = 6) =>
    decide(
      situationOf({
        status: statusOf({ attempts: 2, since: minutesAgo(minutes + 600) }),
        sight: showing(replicaOf(source, { createdAt: minutesAgo(minutes) })),
        limits: { giveUpAfterHours: 24, lateAfterHours },
      }),
    ).do;

  test.each([
    [359, 6, 'wait'],
    [360, 6, 'late'],
    [29, 0.5, 'wait'],
    [30, 0.5, 'late'],
    [10_000, 6, 'late'],
  ])('for %d minutes by its own age, late after %d hours: %s', (minutes, hours, does) => {
    expect(at(minutes, hours)).toBe(does);
  });

  test('whose beginning AWS does not say is late by the time of its status', () => {
    const sight = showing({ ...replicaOf(source), createdAt: undefined });
    const since = (minutes: number) => statusOf({ since: minutesAgo(minutes) });
    expect(decide(situationOf({ sight, status: since(359) })).do).toBe('wait');
    expect(decide(situationOf({ sight, status: since(360) })).do).toBe('late');
  });

  test('is told to be late again when it is another copy than the one that was late', () => {
    const failed = replicaOf(source, { state: 'FAILED' });
    const removed = decide(
      situationOf({ status: statusOf({ late: true }), sight: showing(failed) }),
    );
    expect(removed).toMatchObject({ do: 'remove', replica: failed });
    expect('status' in removed && removed.status?.late).toBeFalsy();
  });
});
