import { describe, expect, test } from '@jest/globals';
import { messageOf } from '../../lib/core/message/message.ts';
import { AWAY, arnOf, HOME, NOW, sourceImage } from '../support/builders.ts';
import { failed, HINT, imageFailed, late, succeeded } from './sample-announcements.ts';

const ends = {
  version: '1',
  id: expect.stringMatching(/^[0-9a-f]{32}$/),
  operation: 'copy',
  account: '123456789012',
  source: { arn: arnOf(HOME, 'cad'), name: 'cad', region: HOME, createdAt: '2026-11-23T08:00:00Z' },
  destination: { arn: arnOf(AWAY, 'cad'), name: 'cad', region: AWAY },
  startedAt: '2026-11-23T11:00:00Z',
  finishedAt: '2026-11-23T12:00:00Z',
  durationSeconds: 3600,
  attempts: 1,
};

describe('a message', () => {
  test('of a success says from where to where and how long it took', () => {
    expect(messageOf(succeeded)).toEqual({ ...ends, outcome: 'SUCCEEDED' });
  });

  test('of a failure says why, and what to do', () => {
    expect(messageOf(failed, HINT)).toEqual({
      ...ends,
      outcome: 'FAILED',
      reason: { code: 'NameTaken', message: 'the name is taken', hint: HINT },
    });
  });

  test('of a failure before anything began has neither replica nor duration', () => {
    const destination = { region: AWAY, name: 'cad' };
    const message = messageOf({ ...failed, destination, startedAt: undefined, attempts: 0 });
    expect(message.destination).toEqual(destination);
    expect(message).not.toHaveProperty('startedAt');
    expect(message).not.toHaveProperty('durationSeconds');
  });

  test('of a replica that no run saw start has no start time and no duration', () => {
    const { startedAt, durationSeconds, ...rest } = ends;
    expect([startedAt, durationSeconds]).not.toContain(undefined);
    expect(messageOf({ ...succeeded, startedAt: undefined })).toEqual({
      ...rest,
      outcome: 'SUCCEEDED',
    });
  });

  test('of a success has the ARN of its replica, whether that can be seen or not', () => {
    const destination = { region: AWAY, name: 'cad' };
    expect(messageOf({ ...succeeded, destination })).toEqual(messageOf(succeeded));
    const arn = arnOf('us-gov-west-1', 'cad', 'aws-us-gov');
    const gov = {
      source: sourceImage({ arn }),
      destination: { ...destination, region: 'us-gov-east-1' },
    };
    expect(messageOf({ ...succeeded, ...gov }).destination?.arn).toBe(
      arnOf('us-gov-east-1', 'cad', 'aws-us-gov'),
    );
  });

  test('of a success counts one copy at least, whatever its status says', () => {
    expect(messageOf({ ...succeeded, attempts: 0 }).attempts).toBe(1);
  });

  test('about an image as a whole has no destination', () => {
    const { destination, startedAt, durationSeconds, ...rest } = ends;
    expect([destination, startedAt, durationSeconds]).not.toContain(undefined);
    expect(messageOf({ ...imageFailed, startedAt: undefined }, HINT)).toEqual({
      ...rest,
      outcome: 'FAILED',
      reason: { code: 'InvalidRule', message: 'no such region', hint: HINT },
    });
  });

  test('of a late copy has no end', () => {
    const { finishedAt, ...rest } = ends;
    expect(finishedAt).toBeDefined();
    const copying = { ...succeeded, outcome: 'LATE', isCopying: true } as const;
    expect(messageOf(copying)).toEqual({ ...rest, outcome: 'LATE' });
  });

  test('of a late wait says why it waits and what to do, and has neither replica nor beginning', () => {
    const destination = { region: AWAY, name: 'cad' };
    const message = messageOf({ ...late, destination, startedAt: undefined, attempts: 0 }, HINT);
    expect(message).toEqual({
      version: '1',
      id: ends.id,
      operation: 'copy',
      outcome: 'LATE',
      account: ends.account,
      source: ends.source,
      destination,
      attempts: 0,
      reason: { code: 'NameTaken', message: 'the name is taken', hint: HINT },
    });
  });

  test('rounds its duration to seconds, and it is never negative', () => {
    const took = (startedAt: Date) => messageOf({ ...succeeded, startedAt }).durationSeconds;
    expect(took(new Date(NOW.getTime() - 1499))).toBe(1);
    expect(took(new Date(NOW.getTime() + 5000))).toBe(0);
  });

  test('of a failure without a code has one nevertheless, since SNS takes no empty attribute', () => {
    const message = messageOf({ ...failed, problem: { code: ' ', message: '' } });
    expect(message.reason).toMatchObject({ code: 'UnknownError' });
  });
});
