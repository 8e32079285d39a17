import { describe, expect, test } from '@jest/globals';
import { type Decision, pursuitOf } from '../../lib/core/decision.ts';
import type { Fault } from '../../lib/core/fault.ts';
import { afterFault, type Step } from '../../lib/core/setback.ts';
import { formatStatus, parseStatus, type Status } from '../../lib/core/status.ts';
import { faultOfKind, minutesAgo, NOW, RULE, situationOf, statusOf } from '../support/builders.ts';

const HOURS = 60;
const region = faultOfKind('region');
const transient = faultOfKind('transient');
const quota = faultOfKind('quota');

interface Trial {
  readonly step?: Step;
  readonly status?: Status;
  /** Whether copies are in flight to the region, at a minute. */
  readonly copying?: (minute: number) => boolean;
  readonly giveUpAfterHours?: number;
}

/** Meets faults minute by minute, remembering only what a tag can. @returns the first end, and its minute */
function endOf(
  faultAt: (minute: number) => Fault,
  { step = 'copy', status, copying = () => false, giveUpAfterHours = 24 }: Trial = {},
  most = 100 * HOURS,
): { minute: number; decision: Decision } | undefined {
  let remembered = status;
  for (let minute = 0; minute <= most; minute += 1) {
    const now = new Date(NOW.getTime() + minute * 60_000);
    const limits = { giveUpAfterHours, lateAfterHours: 6 };
    const situation = situationOf({ status: remembered, now, limits });
    const pursuit = pursuitOf(situation, 'cad', RULE);
    const decision = afterFault(pursuit, faultAt(minute), step, copying(minute));
    if (decision.do !== 'wait') return { minute, decision };
    remembered = decision.status && parseStatus(formatStatus(decision.status), now);
  }
  return undefined;
}

describe('a region out of reach', () => {
  test('ends as RegionUnavailable after 10 minutes on end, with the nearest region', () => {
    const pursuit = pursuitOf(situationOf({ region: 'eu-west-9' }), 'cad', RULE);
    expect(afterFault(pursuit, region, 'look')).toMatchObject({
      do: 'wait',
      status: {
        code: 'RegionUnavailable',
        text: 'eu-west-9 is out of reach: ENOTFOUND - did you mean eu-west-1',
      },
    });
    expect(endOf(() => region, { step: 'look' })).toMatchObject({
      minute: 10,
      decision: { problem: { code: 'RegionUnavailable' }, status: { code: 'RegionUnavailable' } },
    });
  });

  test('that is a known one gets no other as a hint', () => {
    expect(endOf(() => region)).toMatchObject({
      decision: { problem: { message: 'eu-west-1 is out of reach: ENOTFOUND' } },
    });
  });

  test('counts from the beginning when it was in reach meanwhile', () => {
    const flaky = (minute: number) => (minute === 9 ? transient : region);
    expect(endOf(flaky)).toMatchObject({ minute: 20 });
  });

  test('counts alike whichever way it is out of reach', () => {
    const refused = { ...region, code: 'UnrecognizedClientException' };
    expect(endOf((minute) => (minute % 2 ? region : refused))).toMatchObject({ minute: 10 });
  });

  test('does not end a copy that is in flight there', () => {
    const trial = { step: 'look', status: statusOf() } as const;
    expect(endOf(() => region, trial, 23 * HOURS)).toBeUndefined();
  });
});

describe('giving up', () => {
  test.each<[string, Fault]>([
    ['a transient fault', transient],
    ['a name that exists and is never seen', faultOfKind('exists')],
  ])('comes after 24 hours of %s, with the last obstacle', (_, fault) => {
    expect(endOf(() => fault)).toMatchObject({
      minute: 24 * HOURS,
      decision: {
        problem: {
          code: 'GaveUp',
          message: `gave up after 24 hours; the last obstacle was ${fault.code}: ${fault.message}`,
        },
        status: { word: 'FAILED', code: 'GaveUp' },
      },
    });
  });

  test('comes after as many hours as are configured', () => {
    expect(endOf(() => transient, { giveUpAfterHours: 2 })).toMatchObject({ minute: 2 * HOURS });
  });

  test('counts all obstacles together', () => {
    const obstacles = [transient, faultOfKind('exists'), quota];
    const next = (minute: number) => obstacles[minute % 3] ?? transient;
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

  test('on a copy in flight does not count the time for which it was out of sight', () => {
    const status = statusOf({ code: 'NotVisible', blocked: minutesAgo(14) });
    expect(endOf(() => transient, { step: 'look', status })).toMatchObject({ minute: 24 * HOURS });
  });

  test.each<Step>(['look', 'finish'])(
    'on a copy in flight comes after 24 hours on end in which it could not %s',
    (step) => {
      expect(endOf(() => transient, { step, status: statusOf() })).toMatchObject({
        minute: 24 * HOURS,
        decision: { problem: { code: 'GaveUp' }, status: { attempts: 1 } },
      });
    },
  );
});

test('the text of an obstacle stays the same while AWS words it differently', () => {
  const status = statusOf({
    word: 'WAITING',
    code: 'ThrottlingException',
    text: 'the first words',
  });
  const pursuit = pursuitOf(situationOf({ status }), 'cad', RULE);
  expect(afterFault(pursuit, { ...transient, message: 'other words' }, 'copy')).toMatchObject({
    status: { text: 'the first words' },
  });
  expect(afterFault(pursuit, faultOfKind('exists'), 'copy')).toMatchObject({
    status: { text: 'AWS says ResourceAlreadyExistsException' },
  });
});
