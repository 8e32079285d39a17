import { describe, expect, test } from '@jest/globals';
import { decide } from '../../lib/core/decision/decide.ts';
import {
  COPY_FAILURE,
  destinationOf,
  minutesAgo,
  NOW,
  RULE,
  replicaOf,
  showing,
  sourceImage,
  statusOf,
} from '../support/builders.ts';

const source = sourceImage();

describe('a failed replica', () => {
  const replica = replicaOf(source, { state: 'FAILED', createdAt: minutesAgo(90) });

  test('is removed, and time to give up counts from then on', () => {
    const status = statusOf({ started: minutesAgo(200), since: minutesAgo(90) });
    expect(decide(destinationOf({ observed: showing(replica), status }))).toMatchObject({
      do: 'delete replica',
      replica,
      status: {
        word: 'WAITING',
        code: 'CopyFailed',
        since: NOW,
        asked: status.asked,
        attempts: 1,
        started: minutesAgo(200),
        text: `attempt 1 of 3 failed - the copy is made again: ${COPY_FAILURE.message}`,
      },
    });
  });

  test('without a status has no start time, since no run saw it begin', () => {
    expect(decide(destinationOf({ observed: showing(replica) }))).toMatchObject({
      do: 'delete replica',
      status: { code: 'FailedReplica', since: NOW, asked: NOW, attempts: 1, started: undefined },
    });
  });

  test('that a run could not write a status for started at its own creation time', () => {
    const status = statusOf({ word: 'WAITING', since: minutesAgo(91) });
    expect(decide(destinationOf({ observed: showing(replica), status }))).toMatchObject({
      do: 'delete replica',
      status: { code: 'CopyFailed', since: NOW, attempts: 1, started: minutesAgo(90) },
    });
  });

  test('is removed when its pause is over, and from then on it counts how long that takes', () => {
    const paused = statusOf({ word: 'WAITING', attempts: 1, code: 'CopyFailed' });
    const first = decide(destinationOf({ observed: showing(replica), status: paused }));
    expect(first).toMatchObject({
      do: 'delete replica',
      replica,
      status: { code: 'FailedReplica', since: NOW, attempts: 1 },
    });
    const status = 'status' in first ? first.status : undefined;
    const next = decide(destinationOf({ observed: showing(replica), status }));
    expect('status' in next && next.status).toBe(status);
  });
});

describe('a failed replica of an earlier build', () => {
  const earlier = { ...source, createdAt: minutesAgo(900) };
  const replica = replicaOf(earlier, { state: 'FAILED', createdAt: minutesAgo(800) });
  const removal = (part: Parameters<typeof destinationOf>[0] = {}) =>
    decide(destinationOf({ observed: showing(replica), ...part }));

  test('is deleted, and is no start time for the copies of this build', () => {
    expect(removal()).toMatchObject({
      do: 'delete replica',
      replica,
      status: {
        word: 'WAITING',
        since: NOW,
        asked: NOW,
        code: 'FailedReplica',
        attempts: 0,
        started: undefined,
        rule: RULE,
        replicaName: 'cad',
        text: `a failed replica of an earlier image is deleted: ${COPY_FAILURE.message}`,
      },
    });
  });

  test('keeps the start time of the copies of this build', () => {
    const status = statusOf({ word: 'WAITING', attempts: 1, started: minutesAgo(100) });
    expect(removal({ status })).toMatchObject({
      status: { attempts: 1, started: minutesAgo(100), since: NOW },
    });
  });

  test('is removed as long as it takes to give up, counted from the first time', () => {
    const status = statusOf({ word: 'WAITING', code: 'FailedReplica', since: minutesAgo(300) });
    expect(removal({ status })).toMatchObject({
      do: 'delete replica',
      status: { since: minutesAgo(300) },
    });
  });

  test('that was announced as late stays so, with the announcement that may be due', () => {
    const announced = { since: minutesAgo(400), late: true, due: minutesAgo(30) };
    const status = statusOf({ word: 'WAITING', code: 'FailedReplica', ...announced });
    expect(removal({ status })).toMatchObject({ do: 'announce late', status: announced });
  });
});
