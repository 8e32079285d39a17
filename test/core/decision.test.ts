import { describe, expect, test } from '@jest/globals';
import { attemptsSeen, isUnremembered, replicationOf } from '../../lib/core/decision/decision.ts';
import { isAnnouncementDue, isWatched } from '../../lib/core/tags/due.ts';
import type { Status } from '../../lib/core/tags/status.ts';
import {
  destinationOf,
  LIMITS,
  minutesAgo,
  NOW,
  RULE,
  replicaOf,
  sourceImage,
  statusOf,
} from '../support/builders.ts';

const HOURS = 60;
const tried = (minutes: number, since = minutes, part: Partial<Status> = {}) =>
  statusOf({ since: minutesAgo(since), due: minutesAgo(minutes), ...part });

describe('the watch is kept on', () => {
  const long = 6 * HOURS;
  test.each<[string, Status | undefined, boolean]>([
    ['by no status', undefined, false],
    ['by what waits', statusOf({ word: 'WAITING' }), true],
    ['by a copy', statusOf(), true],
    [
      'by what has waited long and was not announced as late yet',
      statusOf({ word: 'WAITING', since: minutesAgo(long) }),
      true,
    ],
    ['by what waits and is late', statusOf({ word: 'WAITING', late: true }), false],
    ['by a copy that is late', statusOf({ late: true }), false],
    ['by LATE that is to be announced', tried(1, long, { late: true }), false],
    ['by AVAILABLE', statusOf({ word: 'AVAILABLE' }), false],
    ['by FAILED', statusOf({ word: 'FAILED' }), false],
    ['by AVAILABLE that is to be announced', tried(1, 1, { word: 'AVAILABLE' }), true],
    ['by FAILED that is to be announced', tried(1, 1, { word: 'FAILED' }), true],
    [
      'by FAILED that is to be announced for nearly 6 hours',
      tried(1, long - 1, { word: 'FAILED' }),
      true,
    ],
    ['by FAILED that is to be announced for 6 hours', tried(1, long, { word: 'FAILED' }), false],
    [
      'by AVAILABLE that is to be announced for 6 hours',
      tried(1, long, { word: 'AVAILABLE' }),
      false,
    ],
  ])('%s: %s', (_, status, expected) => {
    expect(isWatched(status, LIMITS, NOW)).toBe(expected);
  });

  test('for as long as is configured', () => {
    const status = tried(1, 90, { word: 'AVAILABLE' });
    expect(isWatched(status, { ...LIMITS, lateAfterHours: 1.5 }, NOW)).toBe(false);
    expect(isWatched(status, { ...LIMITS, lateAfterHours: 2 }, NOW)).toBe(true);
  });
});

describe('an announcement is tried again', () => {
  test.each<[string, Status, boolean]>([
    ['never when none is due', statusOf({ word: 'FAILED' }), false],
    ['never of LATE when none is due', statusOf({ late: true }), false],
    ['not 4 minutes later', tried(4, 30, { word: 'FAILED' }), false],
    ['5 minutes later', tried(5, 30, { word: 'FAILED' }), true],
    ['an hour later', tried(60, 60, { word: 'AVAILABLE' }), true],
    ['5 minutes later for nearly 6 hours', tried(5, 359, { word: 'AVAILABLE' }), true],
    ['not 24 minutes later after 6 hours', tried(24, 360, { word: 'AVAILABLE' }), false],
    ['25 minutes later after 6 hours', tried(25, 360, { word: 'AVAILABLE' }), true],
    ['not 24 minutes later of LATE', tried(24, 30, { late: true }), false],
    ['25 minutes later of LATE', tried(25, 30, { late: true }), true],
  ])('%s', (_, status, expected) => {
    expect(isAnnouncementDue(status, LIMITS, NOW)).toBe(expected);
  });

  test('not because the clock went back', () => {
    expect(isAnnouncementDue(tried(-30, 30, { word: 'FAILED' }), LIMITS, NOW)).toBe(false);
  });
});

describe('a replication', () => {
  const of = (status: Status | undefined) => replicationOf(destinationOf({ status }), 'cad', RULE);

  test('continues from the status of its replica', () => {
    const status = statusOf({ asked: minutesAgo(70) });
    expect(of(status)).toMatchObject({ progress: status, asked: minutesAgo(70) });
    const nameless = statusOf({ replicaName: undefined });
    expect(of(nameless).progress).toBe(nameless);
  });

  test.each<[string, Status | undefined]>([
    ['nothing is remembered', undefined],
    ['another replica is remembered', statusOf({ replicaName: 'cad-2' })],
    ['an end is remembered', statusOf({ word: 'AVAILABLE' })],
    ['another end is remembered', statusOf({ word: 'FAILED' })],
  ])('begins now, to the minute, when %s', (_, status) => {
    const now = new Date(NOW.getTime() + 59_999);
    const replication = replicationOf(destinationOf({ status, now }), 'cad', RULE);
    expect(replication).toMatchObject({ progress: undefined, asked: NOW });
  });
});

describe('the copies that were accepted', () => {
  const replica = replicaOf(sourceImage(), { createdAt: minutesAgo(60) });
  const waiting = (attempts: number, minutes: number) =>
    statusOf({ word: 'WAITING', attempts, since: minutesAgo(minutes) });

  test.each<[string, Status | undefined, number]>([
    ['are at least the replica that is there', undefined, 1],
    ['are those that are remembered', statusOf({ attempts: 2 }), 2],
    ['are the replica that a person started again', waiting(0, 5), 1],
    ['are those that are remembered when the replica is older than the wait', waiting(1, 59), 1],
    ['are those that are remembered when it is just as old', waiting(1, 60), 1],
    ['are one more when the replica is younger than the wait', waiting(1, 61), 2],
  ])('%s', (_, status, expected) => {
    expect(attemptsSeen(status, replica)).toBe(expected);
  });

  test('are those of the status where no replica is seen', () => {
    expect(attemptsSeen(undefined, undefined)).toBe(0);
    expect(attemptsSeen(waiting(2, 5), undefined)).toBe(2);
  });

  test('do not count a replica twice that AWS does not date, nor one of a copy that is known', () => {
    expect(isUnremembered(waiting(1, 61), { ...replica, createdAt: undefined })).toBe(false);
    expect(isUnremembered(statusOf({ since: minutesAgo(61) }), replica)).toBe(false);
    expect(isUnremembered(undefined, replica)).toBe(false);
  });
});
