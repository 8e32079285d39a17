import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../lib/core/decision/aws-error.ts';
import {
  type Decision,
  type Replication,
  replicationOf,
} from '../../lib/core/decision/decision.ts';
import { afterFault, type Step, waitFor } from '../../lib/core/decision/on-error.ts';
import { formatStatus, parseStatus, type Status } from '../../lib/core/tags/status.ts';
import {
  destinationOf,
  faultOfKind,
  minutesAgo,
  NOW,
  RULE,
  statusOf,
} from '../support/builders.ts';
import { LONGEST_NAME } from './arbitraries.ts';

const HOURS = 60;
const region = faultOfKind('region');
const denied = faultOfKind('denied');
const transient = faultOfKind('transient');
const quota = faultOfKind('quota');

interface Trial {
  readonly step?: Step;
  readonly status?: Status;
  /** Whether copies are in flight to the region, at a minute. */
  readonly copying?: (minute: number) => boolean;
  readonly giveUpAfterHours?: number;
  readonly name?: string;
  /** Whether an announcement gets through, at a minute. */
  readonly announces?: (minute: number) => boolean;
}

/** What happened, by minutes. */
interface Course {
  /** When LATE was announced or tried to be. */
  readonly lates: readonly number[];
  readonly end?: { readonly minute: number; readonly decision: Decision };
}

/** Decides minute by minute, remembering only what a tag can, until it ends. */
function courseOf(
  decideAt: (replication: Replication, minute: number) => Decision,
  { status, giveUpAfterHours = 24, name = 'cad', announces = () => true }: Trial = {},
  most = 100 * HOURS,
): Course {
  let remembered = status;
  const lates: number[] = [];
  for (let minute = 0; minute <= most; minute += 1) {
    const now = new Date(NOW.getTime() + minute * 60_000);
    const limits = { giveUpAfterHours, lateAfterHours: 6 };
    const destination = destinationOf({ status: remembered, now, limits });
    const decision = decideAt(replicationOf(destination, name, RULE), minute);
    if (decision.do === 'announce late') lates.push(minute);
    else if (decision.do !== 'wait') return { lates, end: { minute, decision } };
    const due = announces(minute) ? undefined : now;
    const next = decision.do === 'announce late' ? { ...decision.status, due } : decision.status;
    remembered = parseStatus(formatStatus(next), now);
  }
  return { lates };
}

/** Meets faults minute by minute. */
function courseOfFaults(
  faultAt: (minute: number) => Fault,
  trial: Trial = {},
  most?: number,
): Course {
  const { step = 'copy', copying = () => false } = trial;
  return courseOf(
    (replication, minute) => afterFault(replication, faultAt(minute), step, copying(minute)),
    trial,
    most,
  );
}

/** Meets faults minute by minute. @returns the end, and its minute */
function endOf(...args: Parameters<typeof courseOfFaults>): Course['end'] {
  return courseOfFaults(...args).end;
}

describe('an unreachable region', () => {
  test('ends as RegionUnavailable after 10 minutes on end, with the nearest region', () => {
    const replication = replicationOf(destinationOf({ region: 'eu-west-9' }), 'cad', RULE);
    expect(afterFault(replication, region, 'read region')).toMatchObject({
      do: 'wait',
      status: {
        code: 'RegionUnavailable',
        text: 'eu-west-9 cannot be reached: ENOTFOUND - did you mean eu-west-1',
      },
    });
    expect(endOf(() => region, { step: 'read region' })).toMatchObject({
      minute: 10,
      decision: { problem: { code: 'RegionUnavailable' }, status: { code: 'RegionUnavailable' } },
    });
  });

  test('that is a known one gets no other as a hint', () => {
    expect(endOf(() => region)).toMatchObject({
      decision: { problem: { message: 'eu-west-1 cannot be reached: ENOTFOUND' } },
    });
  });

  test('counts from the beginning when it was in reach meanwhile', () => {
    const flaky = (minute: number) => (minute === 9 ? transient : region);
    expect(endOf(flaky)).toMatchObject({ minute: 20 });
  });

  test('counts alike whichever way it is unreachable', () => {
    const refused = { ...region, code: 'UnrecognizedClientException' };
    expect(endOf((minute) => (minute % 2 ? region : refused))).toMatchObject({ minute: 10 });
  });

  test('does not end a copy that is in flight there', () => {
    const trial = { step: 'read region', status: statusOf() } as const;
    expect(endOf(() => region, trial, 23 * HOURS)).toBeUndefined();
  });
});

describe('a refusal by IAM', () => {
  const spelt = { ...denied, code: 'UnauthorizedOperation' };

  test.each<Step>(['read region', 'copy'])('to %s ends it after 10 minutes on end', (step) => {
    expect(endOf(() => denied, { step })).toMatchObject({
      minute: 10,
      decision: {
        problem: { code: denied.code, message: expect.stringContaining(`: ${denied.message}`) },
        status: { word: 'FAILED', code: denied.code, asked: NOW },
      },
    });
  });

  test('to finish a replica ends it after 10 minutes on end', () => {
    expect(endOf(() => denied, { step: 'announce success', status: statusOf() })).toMatchObject({
      minute: 10,
      decision: { problem: { code: denied.code }, status: { word: 'FAILED', attempts: 1 } },
    });
  });

  test('to finish a replica without a status ends it after 10 minutes without a break', () => {
    expect(endOf(() => denied, { step: 'announce success' })).toMatchObject({ minute: 10 });
  });

  test.each([
    [
      'a copy',
      { step: 'announce success', status: statusOf({ late: true, since: minutesAgo(400) }) },
    ],
    ['a wait', { status: statusOf({ word: 'WAITING', late: true, since: minutesAgo(400) }) }],
  ] as const)('ends %s that is late and has the longest name as fast', (_, trial) => {
    const name = LONGEST_NAME.slice(0, 100);
    const status = { ...trial.status, name };
    expect(endOf(() => denied, { ...trial, name, status })).toMatchObject({ minute: 10 });
  });

  test('counts from the beginning when the caller got through meanwhile', () => {
    const flaky = (minute: number) => (minute === 9 ? transient : denied);
    expect(endOf(flaky)).toMatchObject({ minute: 20 });
    const finishing = { step: 'announce success', status: statusOf() } as const;
    expect(endOf(flaky, finishing)).toMatchObject({ minute: 20 });
  });

  test('counts from the beginning when it was the region that was unreachable before', () => {
    expect(endOf((minute) => (minute < 9 ? region : denied))).toMatchObject({ minute: 19 });
  });

  test('counts alike whichever way it is spelt', () => {
    expect(endOf((minute) => (minute % 2 ? denied : spelt))).toMatchObject({ minute: 10 });
  });

  test('does not end a copy that is in flight there', () => {
    const trial = { step: 'read region', status: statusOf() } as const;
    expect(endOf(() => denied, trial, 23 * HOURS)).toBeUndefined();
    expect(endOf(() => denied, trial)).toMatchObject({
      minute: 24 * HOURS,
      decision: { problem: { code: 'GaveUp' } },
    });
  });
});

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

describe('giving up', () => {
  test.each<[string, Fault]>([
    ['a transient fault', transient],
    ['a name that exists and is never seen', faultOfKind('exists')],
  ])('comes after 24 hours of %s, with the last problem', (_, fault) => {
    expect(endOf(() => fault)).toMatchObject({
      minute: 24 * HOURS,
      decision: {
        problem: {
          code: 'GaveUp',
          message: `gave up after 24 hours; the last problem was ${fault.code}: ${fault.message}`,
        },
        status: { word: 'FAILED', code: 'GaveUp' },
      },
    });
  });

  test('comes after as many hours as are configured', () => {
    expect(endOf(() => transient, { giveUpAfterHours: 2 })).toMatchObject({ minute: 2 * HOURS });
  });

  test('counts all problems together', () => {
    const problems = [transient, faultOfKind('exists'), quota];
    const next = (minute: number) => problems[minute % 3] ?? transient;
    expect(endOf(next)).toMatchObject({ minute: 24 * HOURS });
  });

  test('comes after 24 hours of a full region', () => {
    expect(endOf(() => quota)).toMatchObject({
      minute: 24 * HOURS,
      decision: {
        problem: { message: expect.stringContaining('ImageQuota: the quota of images') },
      },
    });
  });

  test('never comes while other copies take their turn', () => {
    expect(endOf(() => quota, { copying: () => true })).toBeUndefined();
  });

  test('does not count the time spent queueing for a turn', () => {
    const queueing = { copying: (minute: number) => minute < 50 * HOURS };
    expect(endOf(() => quota, queueing)).toMatchObject({ minute: 74 * HOURS });
  });

  test('counts from when a failed replica was removed, not from its copy', () => {
    const status = statusOf({ word: 'WAITING', code: 'IMAGE_COPY_FAILURE', attempts: 1 });
    expect(endOf(() => transient, { status })).toMatchObject({ minute: 23 * HOURS });
  });

  test('on a copy in flight does not count the time for which it was unlisted', () => {
    const status = statusOf({ code: 'NotVisible', blocked: minutesAgo(14) });
    expect(endOf(() => transient, { step: 'read region', status })).toMatchObject({
      minute: 24 * HOURS,
    });
  });

  test.each<Step>(['read region', 'announce success'])(
    'on a copy in flight comes after 24 hours on end in which it could not %s',
    (step) => {
      expect(endOf(() => transient, { step, status: statusOf() })).toMatchObject({
        minute: 24 * HOURS,
        decision: { problem: { code: 'GaveUp' }, status: { attempts: 1 } },
      });
    },
  );
});

test('the text of a problem stays the same while AWS words it differently', () => {
  const status = statusOf({
    word: 'WAITING',
    code: 'ThrottlingException',
    text: 'the first words',
  });
  const replication = replicationOf(destinationOf({ status }), 'cad', RULE);
  expect(afterFault(replication, { ...transient, message: 'other words' }, 'copy')).toMatchObject({
    status: { text: 'the first words' },
  });
  expect(afterFault(replication, faultOfKind('exists'), 'copy')).toMatchObject({
    status: { text: 'AWS says ResourceAlreadyExistsException' },
  });
});
