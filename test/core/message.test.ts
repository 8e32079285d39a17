import { describe, expect, test } from '@jest/globals';
import { type Announcement, messageOf } from '../../lib/core/message/message.ts';
import { publicationOf } from '../../lib/core/message/sns.ts';
import { formatStatus, parseStatus, startAgain } from '../../lib/core/tags/status.ts';
import {
  AWAY,
  arnOf,
  HOME,
  minutesAgo,
  NOW,
  replicaOf,
  sourceImage,
  statusOf,
} from '../support/builders.ts';

const source = sourceImage();
const replica = replicaOf(source, { state: 'AVAILABLE' });

const succeeded = {
  outcome: 'SUCCEEDED',
  source,
  destination: { region: AWAY, name: 'cad', replica },
  rule: '0123abcd',
  startedAt: minutesAgo(60),
  attempts: 1,
  asked: minutesAgo(62),
  at: NOW,
} as const satisfies Announcement;
const failed = {
  ...succeeded,
  outcome: 'FAILED',
  problem: { code: 'NameTaken', message: 'the name is taken' },
} as const satisfies Announcement;
const late = { ...failed, outcome: 'LATE', isCopying: false } as const satisfies Announcement;
const imageFailed = {
  ...failed,
  destination: undefined,
  problem: { code: 'InvalidRule', message: 'no such region' },
} as const satisfies Announcement;
const HINT = 'Take another.';
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

  test('of a replica that nobody saw begin has no beginning and no duration', () => {
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

  test('of a success counts one copy at least, whatever its status remembers', () => {
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

describe("a message's id stays the same", () => {
  const id = (announcement: Announcement) => messageOf(announcement).id;
  const elsewhere = { ...replica, state: 'COPYING', createdAt: minutesAgo(10) };

  test.each<[string, Announcement, Announcement]>([
    [
      'when a success is told again later',
      succeeded,
      { ...succeeded, at: minutesAgo(-30), startedAt: undefined, attempts: 2 },
    ],
    [
      'when a success is told again while its replica cannot be seen',
      succeeded,
      { ...succeeded, destination: { region: AWAY, name: 'cad' } },
    ],
    [
      'when its replica looks different by then',
      succeeded,
      { ...succeeded, destination: { region: AWAY, name: 'cad', replica: elsewhere } },
    ],
    [
      'when its source looks different by then',
      succeeded,
      { ...succeeded, source: sourceImage({ state: 'DELETING', description: 'old', tags: {} }) },
    ],
    [
      'when a failure is told again later, by what its tag had room for',
      failed,
      {
        ...failed,
        at: minutesAgo(-30),
        startedAt: undefined,
        destination: { region: AWAY, name: 'cad' },
        problem: { code: 'NameTaken', message: 'the na...' },
      },
    ],
    [
      'when AWS words a failure differently',
      failed,
      { ...failed, problem: { code: 'NameTaken', message: 'other words' } },
    ],
    ['when LATE is told again', late, { ...late, at: minutesAgo(-25) }],
    [
      'when LATE is told again in other words',
      late,
      { ...late, problem: { code: 'NameTaken', message: 'other words' } },
    ],
  ])('%s', (_, first, second) => {
    expect(id(second)).toBe(id(first));
  });

  test('within the minute in which the destination was asked for, however it is told', () => {
    const status = statusOf({ asked: minutesAgo(62) });
    const read = parseStatus(formatStatus(status), NOW);
    expect(id({ ...succeeded, asked: read?.asked })).toBe(id(succeeded));
  });

  test('when the reason of a wait changes before its LATE could be announced', () => {
    const waits = (code: string) => id({ ...late, problem: { code, message: '' } });
    expect(waits('CopyQuota')).toBe(waits('ImageQuota'));
  });

  test('for as long as the product lives', () => {
    expect(id(succeeded)).toBe('5ad9612bc906aa8371bc0743d36ae385');
    expect(id(failed)).toBe('685d226799ae8aca503255dd5b0c1aa4');
    expect(id(late)).toBe('056f0d4b183efa2825e3d0796352aa8d');
  });
});

describe("a message's id is another", () => {
  const unborn = { region: AWAY, name: 'cad' };
  const fromAnother = sourceImage({
    arn: arnOf(HOME, 'cad').replace('123456789012', '210987654321'),
  });
  test.each<[string, Announcement, Announcement]>([
    ['for another outcome', succeeded, { ...succeeded, outcome: 'LATE', isCopying: true }],
    ['for another outcome of a problem', failed, late],
    [
      'for another build of the source',
      succeeded,
      { ...succeeded, source: sourceImage({ createdAt: minutesAgo(9) }) },
    ],
    ['for another source', succeeded, { ...succeeded, source: sourceImage({ name: 'cad-2' }) }],
    [
      'for a source in another region',
      succeeded,
      { ...succeeded, source: sourceImage({ region: 'us-west-2' }) },
    ],
    ['for a source in another account', succeeded, { ...succeeded, source: fromAnother }],
    [
      'for another region',
      succeeded,
      { ...succeeded, destination: { ...unborn, region: 'eu-west-2' } },
    ],
    ['for another name', succeeded, { ...succeeded, destination: { ...unborn, name: 'cad-2' } }],
    ['for another reason', failed, { ...failed, problem: { code: 'StaleReplica', message: '' } }],
    ['for a copy that takes long after a wait for it', late, { ...late, isCopying: true }],
    ['for another copy that is late', late, { ...late, attempts: 2 }],
    ['for a success of another rule', succeeded, { ...succeeded, rule: '00000000' }],
    ['for a failure of another rule', failed, { ...failed, rule: '00000000' }],
    [
      'for a success after it was asked for again',
      succeeded,
      { ...succeeded, asked: minutesAgo(61) },
    ],
    ['for a failure after it was asked for again', failed, { ...failed, asked: minutesAgo(61) }],
    ['for LATE after it was asked for again', late, { ...late, asked: minutesAgo(61) }],
    ['for a failure of the image as a whole', failed, imageFailed],
  ])('%s', (_, first, second) => {
    expect(messageOf(second).id).not.toBe(messageOf(first).id);
  });

  test('for the same failure after it was started again by command, within the same minute', () => {
    const { asked } = startAgain(statusOf({ word: 'FAILED', asked: NOW }), NOW);
    expect(messageOf({ ...failed, asked }).id).not.toBe(messageOf({ ...failed, asked: NOW }).id);
  });
});

describe('a publication', () => {
  const attributes = (announcement: Announcement) =>
    Object.fromEntries(
      Object.entries(publicationOf(messageOf(announcement)).MessageAttributes).map(
        ([name, { DataType, StringValue }]) => [name, `${DataType} ${StringValue}`],
      ),
    );

  test('can be filtered by outcome, source and destination, on failure by reason', () => {
    const common = {
      operation: 'String copy',
      sourceImage: 'String cad',
      sourceRegion: `String ${HOME}`,
    };
    const to = { destinationRegion: `String ${AWAY}` };
    expect(attributes(succeeded)).toEqual({ outcome: 'String SUCCEEDED', ...common, ...to });
    const why = { outcome: 'String FAILED', reason: 'String NameTaken' };
    expect(attributes(failed)).toEqual({ ...why, ...common, ...to });
    expect(attributes(imageFailed)).toEqual({ ...why, reason: 'String InvalidRule', ...common });
  });

  test('is the message for machines and a text for people', () => {
    const { Message, MessageStructure } = publicationOf(messageOf(failed, HINT));
    const bodies = JSON.parse(Message);
    expect(MessageStructure).toBe('json');
    expect(JSON.parse(bodies.default)).toEqual(messageOf(failed, HINT));
    expect(bodies.email).toContain(HINT);
  });
});
