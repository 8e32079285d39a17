import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import type { Status } from '../../lib/core/tags/status.ts';
import {
  AWAY,
  destinationOf,
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
const elsewhere = replicaOf(source, { name: 'other' });

describe('a copy', () => {
  test('is of what the rule wants, and begins now', () => {
    const now = new Date(NOW.getTime() + 40_000);
    const facts = { asked: NOW, rule: RULE, replicaName: 'cad' };
    expect(decide(destinationOf({ observed: nothing, now }))).toEqual({
      do: 'copy',
      wanted,
      before: { word: 'WAITING', since: now, started: undefined, attempts: 0, ...facts },
      status: { word: 'COPYING', since: now, started: now, attempts: 1, ...facts },
      reason: 'there is no replica yet',
    });
  });

  test('has nothing written before it where the status is WAITING already', () => {
    const status = statusOf({ word: 'WAITING', asked: minutesAgo(300) });
    expect(decide(destinationOf({ observed: nothing, status }))).toMatchObject({
      do: 'copy',
      before: undefined,
      status: { asked: minutesAgo(300), since: NOW },
    });
  });

  test('after one that was unlisted has the copies and the beginning of that one written before it', () => {
    const started = minutesAgo(300);
    const lost = { code: 'NotVisible', blocked: minutesAgo(15), late: true, due: minutesAgo(2) };
    const status = statusOf({ attempts: 2, started, ...lost });
    const { asked } = status;
    expect(decide(destinationOf({ observed: nothing, status }))).toMatchObject({
      do: 'copy',
      before: {
        word: 'WAITING',
        since: NOW,
        attempts: 2,
        started,
        asked,
        rule: RULE,
        replicaName: 'cad',
      },
      status: { word: 'COPYING', since: NOW, attempts: 3, started, asked },
    });
  });

  test('is made where images of other names are, replicas of the same source too', () => {
    expect(decide(destinationOf({ observed: showing(elsewhere) })).do).toBe('copy');
  });

  test('made again still has the time of the first', () => {
    const status = statusOf({ word: 'WAITING', attempts: 1, started: minutesAgo(300) });
    expect(decide(destinationOf({ observed: nothing, status }))).toMatchObject({
      status: { since: NOW, started: minutesAgo(300) },
    });
  });
});

describe('a copy under an earlier rule', () => {
  const renamed = wantedBy(tagged({ 'replicate:to': `${AWAY}=cad-2` }));
  const status = statusOf({ rule: 'aaaa0000' });

  test.each([
    ['COPYING', 'wait'],
    ['AVAILABLE', 'announce success'],
    ['FAILED', 'announce failure'],
  ])('keeps its own rule and name in the status when it is %s', (state, does) => {
    const observed = showing(replicaOf(source, { state }));
    for (const wanted of [renamed, undefined]) {
      expect(decide(destinationOf({ wanted, status, observed }))).toMatchObject({
        do: does,
        status: { rule: 'aaaa0000', replicaName: 'cad' },
      });
    }
  });

  test('leaves the rule of now to begin afresh once it is done', () => {
    const done = statusOf({ word: 'AVAILABLE', rule: 'aaaa0000', attempts: 3 });
    const observed = showing(replicaOf(source, { state: 'AVAILABLE' }));
    expect(decide(destinationOf({ wanted: renamed, status: done, observed }))).toMatchObject({
      do: 'copy',
      wanted: renamed,
      status: { attempts: 1, started: NOW, rule: renamed.fingerprint, replicaName: 'cad-2' },
    });
  });
});

describe('a replica in flight', () => {
  const old = sourceImage({ createdAt: minutesAgo(20_000) });
  const at = (minutes: number, lateAfterHours = 6) =>
    decide(
      destinationOf({
        source: old,
        wanted: wantedBy(old),
        status: statusOf({
          attempts: 2,
          since: minutesAgo(minutes + 600),
          rule: wantedBy(old).fingerprint,
        }),
        observed: showing(replicaOf(old, { createdAt: minutesAgo(minutes) })),
        limits: { giveUpAfterHours: 24, lateAfterHours },
      }),
    ).do;

  test.each([
    [359, 6, 'wait'],
    [360, 6, 'announce late'],
    [29, 0.5, 'wait'],
    [30, 0.5, 'announce late'],
    [10_000, 6, 'announce late'],
  ])('for %d minutes by its own age, late after %d hours: %s', (minutes, hours, does) => {
    expect(at(minutes, hours)).toBe(does);
  });

  test('whose beginning AWS does not say is late by the time of its status', () => {
    const observed = showing({ ...replicaOf(source), createdAt: undefined });
    const since = (minutes: number) => statusOf({ since: minutesAgo(minutes) });
    expect(decide(destinationOf({ observed, status: since(359) })).do).toBe('wait');
    expect(decide(destinationOf({ observed, status: since(360) })).do).toBe('announce late');
  });

  test('that is late says so without a problem: it only takes long', () => {
    const observed = showing({ ...replicaOf(source), createdAt: undefined });
    const decision = decide(
      destinationOf({ observed, status: statusOf({ since: minutesAgo(360) }) }),
    );
    expect(decision).toMatchObject({ do: 'announce late', replica: observed.images[0] });
    expect(decision).not.toHaveProperty('problem');
  });

  test('that is found without a status started at its own creation time', () => {
    expect(decide(destinationOf({ observed: showing(replicaOf(source)) }))).toMatchObject({
      do: 'wait',
      status: { word: 'COPYING', since: minutesAgo(60), started: minutesAgo(60), attempts: 1 },
    });
  });

  test('is announced as late again when it is another copy than the one that was late', () => {
    const failed = replicaOf(source, { state: 'FAILED' });
    const removed = decide(
      destinationOf({ status: statusOf({ late: true }), observed: showing(failed) }),
    );
    expect(removed).toMatchObject({ do: 'delete replica', replica: failed });
    expect('status' in removed && removed.status?.late).toBeFalsy();
  });

  test.each<[string, Status]>([
    ['a wait that was late', statusOf({ word: 'WAITING', late: true, due: minutesAgo(1) })],
    ['another copy that was late', statusOf({ word: 'WAITING', attempts: 1, late: true })],
  ])('is not taken for late because of %s', (_, status) => {
    const followed = decide(destinationOf({ status, observed: showing(replicaOf(source)) }));
    expect(followed).toMatchObject({ do: 'wait', status: { word: 'COPYING' } });
    expect('status' in followed && (followed.status?.late || followed.status?.due)).toBeFalsy();
    const copied = decide(destinationOf({ status, observed: nothing }));
    expect(copied).toMatchObject({ do: 'copy', status: { word: 'COPYING' } });
    expect('status' in copied && (copied.status?.late || copied.status?.due)).toBeFalsy();
  });
});
