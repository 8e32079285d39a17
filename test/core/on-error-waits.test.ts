import { describe, expect, test } from '@jest/globals';
import { type Replication, replicationOf } from '../../lib/core/decision/decision.ts';
import { afterFault, waitFor } from '../../lib/core/decision/on-error.ts';
import {
  destinationOf,
  faultOfKind,
  minutesAgo,
  NOW,
  RULE,
  statusOf,
} from '../support/builders.ts';
import { courseOf, courseOfFaults, HOURS } from './course.ts';

const transient = faultOfKind('transient');
const quota = faultOfKind('quota');

describe('what is merely waited for', () => {
  test.each(['SourceNotReady', 'OlderReplica', 'Deleting', 'CopyQuota'])(
    '%s has no end, and is announced as late once',
    (code) => {
      const waits = (replication: Replication) => waitFor(replication, { code, message: 'why' });
      expect(courseOf(waits)).toEqual({ lates: [6 * HOURS] });
    },
  );

  test.each(['NewerReplica', 'ImageQuota', 'ThrottlingException'])(
    '%s is none of that: it is given up after 24 hours',
    (code) => {
      const waits = (replication: Replication) => waitFor(replication, { code, message: 'why' });
      expect(courseOf(waits)).toMatchObject({
        lates: [6 * HOURS],
        end: { minute: 24 * HOURS, decision: { problem: { code: 'GaveUp' } } },
      });
    },
  );
});

describe('waits whose reasons alternate', () => {
  const deleting = { code: 'Deleting', message: 'why' };
  const busyHourly = (replication: Replication, minute: number) =>
    minute % HOURS === HOURS - 1
      ? afterFault(replication, transient, 'copy')
      : waitFor(replication, deleting);

  test('are announced as late once, after 6 hours of them together', () => {
    expect(courseOf(busyHourly)).toEqual({ lates: [6 * HOURS] });
    const copying = (minute: number) => minute % 2 === 0;
    expect(courseOfFaults(() => quota, { copying })).toEqual({ lates: [6 * HOURS] });
  });

  test('have 6 hours more for each copy that was made', () => {
    const status = statusOf({
      word: 'WAITING',
      code: 'CopyFailed',
      asked: minutesAgo(2 * HOURS),
      since: NOW,
      attempts: 1,
    });
    expect(courseOf(busyHourly, { status })).toEqual({ lates: [10 * HOURS] });
  });
});

describe('LATE', () => {
  test('is announced once for a wait, with why, and the wait continues', () => {
    const { lates, end } = courseOfFaults(() => transient);
    expect(lates).toEqual([6 * HOURS]);
    expect(end).toMatchObject({ minute: 24 * HOURS });
    const status = statusOf({ word: 'WAITING', since: minutesAgo(6 * HOURS) });
    const replication = replicationOf(destinationOf({ status }), 'cad', RULE);
    expect(afterFault(replication, transient, 'copy')).toMatchObject({
      do: 'announce late',
      problem: { code: transient.code, message: transient.message },
      status: { word: 'WAITING', late: true, since: status.since, asked: status.asked },
    });
  });

  test('is tried again every 25 minutes until it got through', () => {
    const announces = (minute: number) => minute > 7 * HOURS;
    const { lates } = courseOfFaults(() => transient, { announces });
    expect(lates).toEqual([360, 385, 410, 435]);
  });

  test('is tried again until the end when it never gets through', () => {
    const { lates, end } = courseOfFaults(() => transient, { announces: () => false });
    expect(lates).toHaveLength(Math.ceil((18 * HOURS) / 25));
    expect(end).toMatchObject({ minute: 24 * HOURS });
  });

  test('is announced once for a replica that cannot be finished', () => {
    const trial = { step: 'announce success', status: statusOf() } as const;
    expect(courseOfFaults(() => transient, trial).lates).toEqual([5 * HOURS]);
  });
});
