import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { text } from '../../lib/core/message/email.ts';
import { type Announcement, messageOf } from '../../lib/core/message/message.ts';
import { hintFor, hintForWait } from '../../lib/core/message/remediation.ts';
import { publicationOf } from '../../lib/core/message/sns.ts';
import {
  ALLOW_ALL,
  KEYS,
  minutesAgo,
  NOW,
  replicaOf,
  sourceImage,
  tagged,
} from '../support/builders.ts';
import { anyCharacter } from '../support/property.ts';
import { everyMessage, PLAYING_TIME, withMessage } from './announced.ts';
import { LATE_WAIT } from './scenarios.ts';

const LONG = 'n'.repeat(101);

const ABOUT = {
  source: sourceImage(),
  destination: { region: 'eu-west-1', name: 'cad' },
  rule: '0000aaaa',
  attempts: 0,
  at: NOW,
};
const FAILED: Announcement = {
  ...ABOUT,
  outcome: 'FAILED',
  problem: { code: 'NameTaken', message: 'the name is taken' },
};
const OF_LONG_NAME = {
  source: sourceImage({ name: LONG }),
  destination: { region: 'eu-west-1', name: LONG },
};

describe('the text of an e-mail', () => {
  test('of a failure: what, why, what to do, then the facts', () => {
    const hint = hintFor('NameTaken', { ...ABOUT, keys: KEYS, policy: ALLOW_ALL });
    const failed = { ...FAILED, startedAt: minutesAgo(125), attempts: 2 };
    const lines = text(messageOf(failed, hint)).split('\n');
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
    expect(lines[0]).toBe('cad could not be copied to eu-west-1.');
    const order = ['WHY', 'NameTaken: the name is taken', 'WHAT TO DO', 'aws appstream', 'From: '];
    expect(order.map(at)).toEqual(order.map(at).toSorted((a, b) => a - b));
    expect(order.map(at)).not.toContain(-1);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Started: 2026-11-23 09:55 UTC',
        'Took: 2 h 5 min',
        'Copies made: 2',
        'Account: 123456789012',
      ]),
    );
  });

  test('of a success: the replica, and how long it took', () => {
    const replica = replicaOf(ABOUT.source, { state: 'AVAILABLE' });
    const announcement: Announcement = {
      ...ABOUT,
      outcome: 'SUCCEEDED',
      destination: { region: 'eu-west-1', name: 'cad-eu', replica },
      startedAt: new Date(NOW.getTime() - 45_000),
      attempts: 1,
    };
    expect(text(messageOf(announcement)).split('\n')).toEqual([
      'cad-eu is available in eu-west-1.',
      '',
      'From: us-east-1 cad',
      'To: eu-west-1 cad-eu',
      'Started: 2026-11-23 11:59 UTC',
      'Took: 45 s',
      'Account: 123456789012',
      '',
      expect.stringMatching(/^Message [0-9a-f]{32}$/),
      '',
    ]);
  });

  test('of a success that no run saw start: no duration', () => {
    const destination = { region: 'eu-west-1', name: 'cad-eu' };
    const message = messageOf({ ...ABOUT, outcome: 'SUCCEEDED', destination, attempts: 1 });
    expect(text(message).split('\n').slice(0, 5)).toEqual([
      'cad-eu is available in eu-west-1.',
      '',
      'From: us-east-1 cad',
      'To: eu-west-1 cad-eu',
      'Account: 123456789012',
    ]);
  });

  test('of a copy that is late: that there is nothing to do, and how to check it', () => {
    const copy = { ...ABOUT, isCopying: true, startedAt: minutesAgo(360), attempts: 1 };
    const lines = text(messageOf({ ...copy, outcome: 'LATE' })).split('\n');
    expect(lines[0]).toBe('The copy of cad to eu-west-1 is taking longer than usual.');
    expect(lines).not.toContain('WHY');
    expect(lines).toContain('aws appstream describe-images --region eu-west-1 --names cad');
  });

  test('of a wait that is late: for what, and what can be done about it', () => {
    const problem = { code: 'Deleting', message: 'cad in eu-west-1 is being deleted' };
    const message = messageOf(
      { ...ABOUT, outcome: 'LATE', isCopying: false, problem },
      hintForWait('Deleting', { ...ABOUT, keys: KEYS, policy: ALLOW_ALL }),
    );
    const lines = text(message).split('\n');
    expect(lines[0]).toBe('cad has been waiting longer than usual to be copied to eu-west-1.');
    expect(lines).toContain('Deleting: cad in eu-west-1 is being deleted');
    expect(lines.filter((line) => line.startsWith('aws '))).toEqual([
      'aws appstream describe-images --region eu-west-1 --names cad',
    ]);
    expect(publicationOf(message).Subject).toBe('LATE: cad to eu-west-1, Deleting');
  });

  test(
    'every command stands alone between empty lines, on one line',
    async () => {
      const late = await withMessage(LATE_WAIT, (received) => received);
      for (const { email } of [...(await everyMessage()), late]) {
        const lines = email.split('\n');
        for (const [at, line] of lines.entries()) {
          if (!line.includes('aws ')) continue;
          expect(line).toMatch(/^aws [a-z]/);
          expect([lines[at - 1], lines[at + 1]]).toEqual(['', '']);
        }
      }
    },
    PLAYING_TIME,
  );
});

describe('the subject', () => {
  test('says what happened, to which image, where and why', () => {
    expect(publicationOf(messageOf(FAILED)).Subject).toBe('FAILED: cad to eu-west-1, NameTaken');
  });

  test('of a long name keeps the region and the reason', () => {
    const { Subject } = publicationOf(messageOf({ ...FAILED, ...OF_LONG_NAME }));
    expect(Subject).toMatch(/^FAILED: n{50,}\.\.\. to eu-west-1, NameTaken$/);
    expect(Subject).toHaveLength(99);
  });

  test('is below 100 characters of ASCII whatever AWS calls the failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (code) => {
        const problem = { code, message: '' };
        const announcement: Announcement = {
          ...ABOUT,
          ...OF_LONG_NAME,
          outcome: 'FAILED',
          problem,
        };
        expect(publicationOf(messageOf(announcement)).Subject).toMatch(
          /^FAILED: [\x20-\x7e]{1,91}$/,
        );
      }),
    );
  });
});

test('the longest hint is not cut', () => {
  const regions = Array.from({ length: 9 }, (_, n) => `ap-southeast-${n + 1}=replica-${n}`);
  const source = tagged(
    { [KEYS.to]: `eu-west-1=${LONG} ${regions.join(' ')}`.slice(0, 256) },
    { name: LONG, region: 'ap-northeast-1' },
  );
  const destination = { region: 'eu-west-1', name: LONG };
  for (const code of ['InvalidRule', 'RegionUnavailable', 'NameTaken', 'StaleReplica']) {
    const hint = hintFor(code, { source, destination, keys: KEYS, policy: ALLOW_ALL });
    expect(messageOf({ ...FAILED, source }, hint).reason?.hint).toBe(hint);
  }
});

test('a rename that would not fit into the tag is not proposed', () => {
  const rest = 'x'.repeat(256 - 'eu-west-1 '.length);
  const source = tagged({ [KEYS.to]: `eu-west-1 ${rest}` });
  const context = {
    source,
    destination: { region: 'eu-west-1', name: 'cad' },
    keys: KEYS,
    policy: ALLOW_ALL,
  };
  expect(hintFor('NameTaken', context)).not.toContain('--tags');
});
