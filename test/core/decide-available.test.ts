import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import { formatStatus, parseStatus, type Status } from '../../lib/core/tags/status.ts';
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
const elsewhere = replicaOf(source, { name: 'other' });

describe('a replica that became AVAILABLE', () => {
  const replica = replicaOf(source, { state: 'AVAILABLE', createdAt: minutesAgo(90) });

  test('took its time from the first copy on', () => {
    const status = statusOf({ attempts: 2, started: minutesAgo(200), since: minutesAgo(90) });
    expect(decide(destinationOf({ observed: showing(elsewhere, replica), status }))).toMatchObject({
      do: 'announce success',
      replica,
      status: { since: NOW, started: minutesAgo(200), attempts: 2, rule: RULE, replicaName: 'cad' },
    });
  });

  test.each<[string, Partial<Status> | undefined]>([
    ['nothing is remembered', undefined],
    ['the end of another rule is remembered', { word: 'AVAILABLE', rule: '0000aaaa' }],
    ['it was held to have FAILED', { word: 'FAILED', attempts: 3 }],
    ['it waits since after it began', { word: 'WAITING', since: minutesAgo(80) }],
  ])('has no beginning that anybody saw when %s', (_, part) => {
    const status = part && statusOf(part);
    const decision = decide(destinationOf({ observed: showing(replica), status }));
    const attempts = part?.word === 'FAILED' ? 3 : 1;
    expect(decision).toMatchObject({ do: 'announce success', status: { attempts } });
    expect('status' in decision && decision.status?.started).toBeUndefined();
  });

  test('counts from its own creation when the run that made it could not write a status', () => {
    const status = statusOf({ word: 'WAITING', since: minutesAgo(91) });
    expect(decide(destinationOf({ observed: showing(replica), status }))).toMatchObject({
      do: 'announce success',
      status: { started: minutesAgo(90), attempts: 1 },
    });
  });

  test('has no code, no text and no late mark left in its status', () => {
    const trouble = { code: 'ThrottlingException', blocked: minutesAgo(20), text: 'why' };
    const status = statusOf({ ...trouble, late: true, due: minutesAgo(1) });
    const decision = decide(destinationOf({ observed: showing(replica), status }));
    expect('status' in decision && decision.status && formatStatus(decision.status)).toBe(
      `AVAILABLE since=2026-11-23T12:00:00Z asked=2026-11-23T11:00:00Z attempts=1 started=2026-11-23T11:00:00Z rule=${RULE} name=cad`,
    );
  });

  test.each<[string, Status | undefined, boolean]>([
    ['nothing is remembered', undefined, true],
    ['a copy is remembered', statusOf(), false],
    ['a wait is remembered', statusOf({ word: 'WAITING' }), false],
    ['its FAILED is remembered', statusOf({ word: 'FAILED' }), false],
    ['an end under another rule is', statusOf({ word: 'AVAILABLE', rule: '0000aaaa' }), false],
    ['a person wrote WAITING', parseStatus('WAITING', NOW), false],
  ])('may have been finished before when %s: %s', (_, status, mayBeDone) => {
    const decision = decide(destinationOf({ observed: showing(replica), status }));
    expect(decision).toMatchObject({ do: 'announce success', mayBeDone });
  });

  test('ends the rule of now when the rule but not the name changed meanwhile', () => {
    const changed = wantedBy(tagged({ 'replicate:to': AWAY, 'replicate:tags': 'none' }));
    const status = statusOf();
    expect(changed.fingerprint).not.toBe(status.rule);
    expect(
      decide(destinationOf({ wanted: changed, observed: showing(replica), status })),
    ).toMatchObject({ do: 'announce success', status: { rule: changed.fingerprint } });
  });

  test('is kept when only the description of the rule changes, which replicas keep', () => {
    const redescribed = tagged({ 'replicate:to': AWAY, 'replicate:description': 'CAD @region' });
    const status = statusOf({ word: 'AVAILABLE' });
    const observed = showing(replica);
    const destination = destinationOf({ wanted: wantedBy(redescribed), observed, status });
    expect(decide(destination).do).toBe('nothing');
  });
});
