import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../lib/core/decision/aws-error.ts';
import { replicationOf } from '../../lib/core/decision/decision.ts';
import { afterFault, type Step } from '../../lib/core/decision/on-error.ts';
import {
  destinationOf,
  faultOfKind,
  minutesAgo,
  NOW,
  RULE,
  statusOf,
} from '../support/builders.ts';
import { LONGEST_NAME } from './arbitraries.ts';
import { endOf, HOURS } from './course.ts';

const region = faultOfKind('region');
const denied = faultOfKind('denied');
const transient = faultOfKind('transient');
const quota = faultOfKind('quota');

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

  test('does not count the pause before the next copy', () => {
    const status = statusOf({ word: 'WAITING', code: 'CopyFailed', attempts: 2 });
    const paused = { ...status, since: minutesAgo(60) };
    expect(endOf(() => transient, { status: paused, giveUpAfterHours: 1 })).toMatchObject({
      minute: 1 * HOURS,
    });
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
