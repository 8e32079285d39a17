import { describe, expect, test } from '@jest/globals';
import { WAITS } from '../../lib/core/message/wait-code.ts';
import {
  formatStatus,
  isFinal,
  parseStatus,
  type Status,
  startAgain,
} from '../../lib/core/tags/status.ts';
import { minutesAgo, NOW, statusOf } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { LONGEST_NAME, status } from './arbitraries.ts';

/** After every time that a status names: one to come would count as now. */
const LATER = new Date('2100-01-01T00:00:00Z');

/** What the AppStream API allows as the value of a tag. */
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

describe('a status tag', () => {
  test.each<[string, Status, string]>([
    [
      'a copy in flight',
      statusOf(),
      'COPYING since=2026-11-23T11:00:00Z asked=2026-11-23T11:00:00Z attempts=1 started=2026-11-23T11:00:00Z rule=RULE name=cad',
    ],
    [
      'an image that waits for a slot',
      statusOf({ word: 'WAITING', code: 'CopyQuota', text: "it is this image's turn later" }),
      'WAITING since=2026-11-23T11:00:00Z asked=2026-11-23T11:00:00Z code=CopyQuota rule=RULE name=cad - it is this image s turn later',
    ],
    [
      'an end that is to be announced',
      statusOf({ word: 'AVAILABLE', asked: minutesAgo(90), due: minutesAgo(55) }),
      'AVAILABLE since=2026-11-23T11:00:00Z asked=2026-11-23T10:30:00Z attempts=1 started=2026-11-23T11:00:00Z due=5 rule=RULE name=cad',
    ],
    [
      'a replica that nobody saw begin',
      statusOf({ word: 'AVAILABLE', started: undefined }),
      'AVAILABLE since=2026-11-23T11:00:00Z asked=2026-11-23T11:00:00Z attempts=1 rule=RULE name=cad',
    ],
    [
      'everything at once',
      statusOf({
        code: 'Throttling',
        blocked: minutesAgo(5),
        late: true,
        due: minutesAgo(0),
        text: 'a - b',
      }),
      'COPYING since=2026-11-23T11:00:00Z asked=2026-11-23T11:00:00Z code=Throttling attempts=1 started=2026-11-23T11:00:00Z blocked=2026-11-23T11:55:00Z late=60 rule=RULE name=cad - a - b',
    ],
  ])('says of %s', (_, each, text) => {
    expect(formatStatus({ ...each, rule: '0123abcd' })).toBe(text.replace('RULE', '0123abcd'));
  });

  test('of any content is at most 256 characters that a tag may have', () => {
    holds(status, (each) => expect(formatStatus(each)).toMatch(TAG_VALUE));
  });

  test('loses nothing that decisions rest on, however long its name and text', () => {
    holds(status, (each) => {
      const { code, text, started, late = false, ...facts } = each;
      const read = parseStatus(formatStatus(each), LATER);
      expect(read).toMatchObject({ ...facts, late });
      expect([undefined, started]).toContainEqual(read?.started);
    });
  });

  test('keeps when the first copy began, wherever the name leaves room for that', () => {
    holds(status, (each) => {
      const { started, replicaName: name = '' } = each;
      const read = parseStatus(formatStatus(each), LATER);
      if (name.length <= 18) expect(read?.started).toEqual(started);
    });
  });

  const blocked = minutesAgo(5);
  const longest = {
    replicaName: LONGEST_NAME,
    attempts: 3,
    started: blocked,
    blocked,
    text: 'more',
  };
  const waiting = statusOf({ word: 'WAITING', ...longest });
  const copying = statusOf(longest);
  const late = { late: true, since: minutesAgo(360) };

  test.each<[string, Status]>([
    ...Object.values(WAITS).map((code): [string, Status] => [code, { ...waiting, code }]),
    ['AccessDenied', { ...waiting, code: 'AccessDenied' }],
    ['RegionUnavailable, late', { ...waiting, ...late, code: 'RegionUnavailable' }],
    ['NotVisible, late', { ...copying, ...late, code: 'NotVisible' }],
    ['NotVisible, late, to be announced', { ...copying, ...late, code: 'NotVisible', due: NOW }],
    ['AccessDenied, late', { ...copying, ...late, code: 'AccessDenied' }],
    [
      'AccessDenied, late, to be announced',
      { ...copying, ...late, code: 'AccessDenied', due: NOW },
    ],
    [
      'RegionUnavailable, late, to be announced',
      { ...waiting, ...late, code: 'RegionUnavailable', due: NOW },
    ],
  ])(
    'keeps the code by which it waits, with the longest name and everything else: %s',
    (_, each) => {
      expect(parseStatus(formatStatus(each), NOW)).toMatchObject({
        code: each.code,
        replicaName: LONGEST_NAME,
        attempts: 3,
        blocked,
        asked: each.asked,
      });
    },
  );

  test.each<[string, Partial<Status>]>([
    ['AccessDenied', { sharing: minutesAgo(5), due: NOW }],
    ['ShareRefused', { unshared: minutesAgo(5), due: NOW }],
  ])(
    'keeps %s and all that sharing rests on, years later and with the longest name',
    (code, part) => {
      const since = new Date('2025-01-01T00:00:00Z');
      const facts = { ...part, since, code, share: '0123abcd', replicaName: LONGEST_NAME };
      const each = statusOf({ ...longest, ...facts, word: 'AVAILABLE', blocked: undefined });
      const tag = formatStatus(each);
      expect(tag.length).toBeLessThanOrEqual(256);
      expect(parseStatus(tag, NOW)).toMatchObject({ ...facts, asked: each.asked });
    },
  );

  test('has the facts of sharing only when it is AVAILABLE and ours', () => {
    const facts = 'share=0123abcd sharing=5';
    const of = (words: string) => parseStatus(`${words} ${facts}`, LATER);
    expect(of('AVAILABLE since=2026-11-23T11:00:00Z rule=0123abcd')).toMatchObject({
      share: '0123abcd',
      sharing: new Date('2026-11-23T11:05:00Z'),
    });
    expect(of('COPYING since=2026-11-23T11:00:00Z rule=0123abcd')?.share).toBeUndefined();
    expect(of('AVAILABLE since=2026-11-23T11:00:00Z')?.sharing).toBeUndefined();
  });

  test('leaves out when the first copy began before it cuts a code, and only then', () => {
    const code = 'ProvisionedThroughputExceededException';
    const of = (replicaName: string) => formatStatus({ ...copying, replicaName, code });
    expect(of('n'.repeat(60))).toContain(` code=${code} attempts=3 started=`);
    expect(of(LONGEST_NAME)).not.toContain('started=');
    const plain = statusOf({ word: 'FAILED', code: '' });
    expect(formatStatus(plain)).toContain(' started=');
    const endless = statusOf({ word: 'FAILED', code: 'x'.repeat(80) });
    expect(formatStatus(endless)).toContain(' started=');
  });

  test('is written the same again after it was read', () => {
    holds(status, (each) => {
      const tag = formatStatus(each);
      const read = parseStatus(tag, LATER);
      expect(read && formatStatus(read)).toBe(tag);
    });
  });
});

describe('when a destination was asked for', () => {
  test('is written to the minute', () => {
    const asked = new Date('2026-11-23T11:59:00Z');
    const tag = formatStatus(statusOf({ asked }));
    expect(tag).toContain(' asked=2026-11-23T11:59:00Z ');
    expect(parseStatus(tag, NOW)?.asked).toEqual(asked);
    const exact = tag.replace('asked=2026-11-23T11:59:00Z', 'asked=2026-11-23T11:59:59Z');
    expect(parseStatus(exact, NOW)?.asked).toEqual(asked);
  });

  test('may be left out by a person', () => {
    const asked = new Date('2026-11-23T11:59:00Z');
    expect(parseStatus('WAITING since=2026-11-23T11:00:00Z', NOW)?.asked).toBeUndefined();
    expect(parseStatus('WAITING asked=2026-11-23T11:59:00Z', NOW)?.asked).toEqual(asked);
  });
});

describe('an announcement that is due', () => {
  const since = 'since=2026-11-23T11:00:00Z';

  test.each<[number, string]>([
    [0, '2026-11-23T11:00:00Z'],
    [0.99, '2026-11-23T11:00:00Z'],
    [5, '2026-11-23T11:05:00Z'],
    [40_000, '2026-12-21T05:40:00Z'],
    [-3, '2026-11-23T11:00:00Z'],
  ])('was last tried %d minutes after the status began, in whole minutes', (minutes, expected) => {
    const begun = new Date('2026-11-23T11:00:00Z');
    const due = new Date(begun.getTime() + minutes * 60_000);
    const tag = formatStatus(statusOf({ word: 'AVAILABLE', since: begun, due }));
    const read = parseStatus(tag, LATER);
    expect(read?.due).toEqual(new Date(expected));
  });

  test.each([
    ['of a status that is none of ours', `FAILED ${since} due=5 name=cad`],
    ['of a rule that is no fingerprint', `FAILED ${since} due=5 rule=mine name=cad`],
    ['in a number that is none', `FAILED ${since} due=soon rule=0123abcd name=cad`],
    ['before the status began', `FAILED ${since} due=-5 rule=0123abcd name=cad`],
    ['beyond reason', `FAILED ${since} due=1000000 rule=0123abcd name=cad`],
    ['in a text', `FAILED ${since} rule=0123abcd name=cad - due=5`],
  ])('is not read %s', (_, tag) => {
    expect(parseStatus(tag, NOW)?.due).toBeUndefined();
  });
});

test('AVAILABLE and FAILED are final, nothing else is', () => {
  const words = ['WAITING', 'COPYING', 'AVAILABLE', 'FAILED'] as const;
  expect(words.filter((word) => isFinal(statusOf({ word })))).toEqual(['AVAILABLE', 'FAILED']);
  expect(isFinal(undefined)).toBe(false);
});

describe('starting again', () => {
  const failed = statusOf({
    word: 'FAILED',
    code: 'NameTaken',
    attempts: 3,
    late: true,
    blocked: minutesAgo(5),
    due: minutesAgo(1),
  });
  const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

  test('keeps nothing of the last time', () => {
    expect(startAgain(failed, NOW)).toEqual({
      word: 'WAITING',
      since: NOW,
      asked: NOW,
      attempts: 0,
      text: 'started again',
    });
  });

  test.each<[string, Date | undefined, Date, Date]>([
    ['now', minutesAgo(60), NOW, NOW],
    ['now, to the minute', minutesAgo(60), later(59), NOW],
    ['now, when it was not known', undefined, later(59), NOW],
    ['later than the last time, within the same minute', NOW, later(59), later(60)],
    ['later than the last time, whatever the clock says', later(600), NOW, later(660)],
  ])('asks for the destination %s', (_, asked, now, expected) => {
    const again = startAgain({ ...failed, asked }, now);
    expect(again).toMatchObject({ since: now, asked: expected });
  });

  test('asks for another occasion each time, also after it went through a tag', () => {
    const asked = [1, 2, 3].reduce<Status[]>(
      (all) => [
        ...all,
        parseStatus(formatStatus(startAgain(all.at(-1) ?? failed, NOW)), NOW) ?? failed,
      ],
      [{ ...failed, asked: NOW }],
    );
    const times = asked.map((each) => each.asked?.getTime());
    expect(new Set(times).size).toBe(4);
    expect(times).toEqual(times.toSorted());
  });
});
