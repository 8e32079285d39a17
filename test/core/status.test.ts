import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  formatStatus,
  isFinal,
  parseStatus,
  type Status,
  startAgain,
} from '../../lib/core/status.ts';
import { minutesAgo, NOW, statusOf } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText, LONGEST_NAME, status } from './arbitraries.ts';

/** What the AppStream API allows as the value of a tag. */
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

describe('a status tag', () => {
  test.each<[string, Status, string]>([
    [
      'a copy in flight',
      statusOf(),
      'COPYING since=2026-11-23T11:00:00Z attempts=1 started=2026-11-23T11:00:00Z rule=RULE name=cad',
    ],
    [
      'an image that waits for its turn',
      statusOf({ word: 'WAITING', code: 'CopyQuota', text: "it is this image's turn later" }),
      'WAITING since=2026-11-23T11:00:00Z code=CopyQuota rule=RULE name=cad - it is this image s turn later',
    ],
    [
      'everything at once',
      statusOf({ code: 'Throttling', blocked: minutesAgo(5), late: true, redo: 2, text: 'a - b' }),
      'COPYING since=2026-11-23T11:00:00Z code=Throttling attempts=1 started=2026-11-23T11:00:00Z blocked=2026-11-23T11:55:00Z late=yes redo=2 rule=RULE name=cad - a - b',
    ],
  ])('says of %s', (_, each, text) => {
    expect(formatStatus({ ...each, rule: '0123abcd' })).toBe(text.replace('RULE', '0123abcd'));
  });

  test('holds for all that the product remembers: at most 256 characters that a tag may have', () => {
    holds(status, (each) => expect(formatStatus(each)).toMatch(TAG_VALUE));
  });

  test('loses nothing that decisions rest on, however long its name and text', () => {
    holds(status, (each) => {
      const { code, text, late = false, ...facts } = each;
      expect(parseStatus(formatStatus(each), NOW)).toMatchObject({ ...facts, late });
    });
  });

  test('keeps the code of every wait, with the longest name and everything else remembered', () => {
    const blocked = minutesAgo(5);
    const name = LONGEST_NAME;
    const waiting = statusOf({
      word: 'WAITING',
      code: 'RegionUnavailable',
      blocked,
      name,
      redo: 9,
    });
    const unseen = statusOf({ code: 'NotVisible', blocked, late: true, redo: 9, name });
    for (const each of [{ ...waiting, attempts: 2, started: blocked }, unseen]) {
      expect(parseStatus(formatStatus({ ...each, text: 'more' }), NOW)).toMatchObject({
        code: each.code,
        name,
      });
    }
  });

  test('is written the same again after it was read', () => {
    holds(status, (each) => {
      const tag = formatStatus(each);
      const read = parseStatus(tag, NOW);
      expect(read && formatStatus(read)).toBe(tag);
    });
  });
});

describe('a status tag that a person wrote', () => {
  test.each(['', ' ', 'copying', 'DONE', 'AVAILABLE,', 'COPYING: soon', ' AVAILABLE', 'undefined'])(
    "with '%s' is no status",
    (value) => expect(parseStatus(value, NOW)).toBeUndefined(),
  );

  test('that is absent is no status', () => expect(parseStatus(undefined, NOW)).toBeUndefined());

  test.each(['WAITING', 'COPYING', 'AVAILABLE', 'FAILED'])(
    'with %s alone is one as of now',
    (word) => {
      expect(parseStatus(word, NOW)).toEqual({
        word,
        since: NOW,
        attempts: 0,
        late: false,
        text: '',
      });
    },
  );

  test.each([
    ['a time that is none', 'since=yesterday started=2026-13-01T00:00:00Z'],
    ['a count that is none', 'attempts=many redo=-1'],
    ['a count beyond reason', 'attempts=1000 redo=9999'],
    ['a name that no image can have', 'name=a/b'],
    ['a name that is too long', `name=${LONGEST_NAME}z`],
    ['a rule that is no fingerprint', 'rule=mine'],
    ['words that only begin like facts', 'codeword rulex names attempts12 redo34'],
    ['words that are no facts', 'please copy = now'],
    ['text after a dash', '- rule=aaaa0000 name=cad'],
  ])('counts %s as absent', (_, facts) => {
    expect(parseStatus(`COPYING ${facts}`, NOW)).toMatchObject({
      word: 'COPYING',
      since: NOW,
      attempts: 0,
      started: undefined,
      rule: undefined,
      name: undefined,
      code: undefined,
      redo: undefined,
    });
  });

  test('never breaks anything, and is written by the rules of tags the next time', () => {
    const words = fc.constantFrom('WAITING', 'COPYING', 'FAILED');
    const facts = fc.constantFrom('name=', 'rule=', 'code=', 'since=', 'attempts=', '- ', '');
    holds(fc.tuple(words, facts, anyText), ([word, fact, text]) => {
      const read = parseStatus(`${word} ${fact}${text}`, NOW);
      if (read) expect(formatStatus(read)).toMatch(TAG_VALUE);
    });
  });
});

test('AVAILABLE and FAILED are final, nothing else is', () => {
  const words = ['WAITING', 'COPYING', 'AVAILABLE', 'FAILED'] as const;
  expect(words.filter((word) => isFinal(statusOf({ word })))).toEqual(['AVAILABLE', 'FAILED']);
  expect(isFinal(undefined)).toBe(false);
});

test('starting again forgets the copies that were made and counts how often it was done', () => {
  const once = startAgain(statusOf({ word: 'FAILED', attempts: 3, late: true }), NOW);
  expect(once).toMatchObject({ word: 'WAITING', since: NOW, attempts: 0, redo: 1 });
  expect(once).not.toHaveProperty('late');
  expect(startAgain({ ...once, word: 'FAILED' }, NOW).redo).toBe(2);
});
