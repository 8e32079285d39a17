import { describe, expect, test } from '@jest/globals';
import { type Announcement, messageOf } from '../../lib/core/message/message.ts';
import { formatStatus, parseStatus, startAgain } from '../../lib/core/tags/status.ts';
import { AWAY, arnOf, HOME, minutesAgo, NOW, sourceImage, statusOf } from '../support/builders.ts';
import { failed, imageFailed, late, replica, succeeded } from './sample-announcements.ts';

describe("a message's id stays the same", () => {
  const id = (announcement: Announcement) => messageOf(announcement).id;
  const elsewhere = { ...replica, state: 'COPYING', createdAt: minutesAgo(10) };

  test.each<[string, Announcement, Announcement]>([
    [
      'when a success is announced again later',
      succeeded,
      { ...succeeded, at: minutesAgo(-30), startedAt: undefined, attempts: 2 },
    ],
    [
      'when a success is announced again while its replica cannot be seen',
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
      'when a failure is announced again later, by what its tag had room for',
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
    ['when LATE is announced again', late, { ...late, at: minutesAgo(-25) }],
    [
      'when LATE is announced again in other words',
      late,
      { ...late, problem: { code: 'NameTaken', message: 'other words' } },
    ],
  ])('%s', (_, first, second) => {
    expect(id(second)).toBe(id(first));
  });

  test('within the minute in which the destination was asked for, however it is announced', () => {
    const status = statusOf({ asked: minutesAgo(62) });
    const read = parseStatus(formatStatus(status), NOW);
    expect(id({ ...succeeded, asked: read?.asked })).toBe(id(succeeded));
  });

  test('when the reason of a wait changes before its LATE could be announced', () => {
    const waits = (code: string) => id({ ...late, problem: { code, message: '' } });
    expect(waits('CopyQuota')).toBe(waits('ImageQuota'));
  });

  test('across releases', () => {
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
