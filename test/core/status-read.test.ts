import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { formatStatus, parseStatus, type Status } from '../../lib/core/tags/status.ts';
import { NOW } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText, LONGEST_NAME } from './arbitraries.ts';

/** What the AppStream API allows as the value of a tag. */
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

describe('a status tag of version 0.1.0', () => {
  test.each<[string, Partial<Status>]>([
    [
      'COPYING since=2026-11-23T11:20:30Z attempts=1 started=2026-11-23T11:00:40Z rule=0123abcd name=cad',
      {
        word: 'COPYING',
        since: new Date('2026-11-23T11:20:30Z'),
        asked: new Date('2026-11-23T11:00:00Z'),
        started: new Date('2026-11-23T11:00:40Z'),
        attempts: 1,
      },
    ],
    [
      'WAITING since=2026-11-23T11:20:30Z code=CopyQuota rule=0123abcd name=cad - its turn comes',
      {
        word: 'WAITING',
        since: new Date('2026-11-23T11:20:30Z'),
        asked: new Date('2026-11-23T11:20:00Z'),
        started: undefined,
        code: 'CopyQuota',
        text: 'its turn comes',
      },
    ],
    [
      'WAITING since=2026-11-23T11:20:30Z code=IMAGE_COPY_FAILURE attempts=2 started=2026-11-23T10:00:00Z redo=1 rule=0123abcd name=cad - attempt 2 of 3 failed',
      {
        word: 'WAITING',
        asked: new Date('2026-11-23T10:00:00Z'),
        started: new Date('2026-11-23T10:00:00Z'),
        code: 'IMAGE_COPY_FAILURE',
        attempts: 2,
      },
    ],
    [
      'AVAILABLE since=2026-11-23T11:20:30Z attempts=1 started=2026-11-23T11:00:40Z rule=0123abcd name=cad',
      { word: 'AVAILABLE', asked: new Date('2026-11-23T11:00:00Z'), attempts: 1 },
    ],
    [
      'FAILED since=2026-11-23T11:20:30Z code=NameTaken redo=2 rule=0123abcd name=cad - eu-west-1 has an image named cad',
      {
        word: 'FAILED',
        asked: new Date('2026-11-23T11:20:00Z'),
        code: 'NameTaken',
        attempts: 0,
        text: 'eu-west-1 has an image named cad',
      },
    ],
    [
      'FAILED since=2026-11-23T11:20:30Z code=InvalidRule rule=0123abcd - no region',
      { word: 'FAILED', asked: new Date('2026-11-23T11:20:00Z'), replicaName: undefined },
    ],
  ])('is read as it was meant, and is not to be announced: %s', (tag, expected) => {
    const read = parseStatus(tag, NOW);
    const before = { rule: '0123abcd', replicaName: 'cad', late: false };
    expect(read).toMatchObject({ ...before, ...expected });
    expect(read).not.toHaveProperty('redo');
    expect(read?.due).toBeUndefined();
    expect(read && formatStatus(read)).not.toContain('redo');
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
    ['a time that is none', 'since=yesterday started=2026-13-01T00:00:00Z asked=now'],
    ['a time that is not in our form', 'since=2026-11-23 asked=2026-11-23T11:00:00.000Z'],
    ['a time far ahead', 'asked=2026-11-24T12:00:00Z'],
    ['a count that is none', 'attempts=many due=-1'],
    ['a count beyond reason', 'attempts=1000 due=9999'],
    ['a name that no image can have', 'name=a/b'],
    ['a name that is too long', `name=${LONGEST_NAME}z`],
    ['a rule that is no fingerprint', 'rule=mine'],
    ['words that only begin like facts', 'codeword rulex names attempts12 due34 asked56'],
    ['words that are no facts', 'please copy = now'],
    ['text after a dash', '- rule=aaaa0000 name=cad'],
  ])('counts %s as absent', (_, facts) => {
    expect(parseStatus(`COPYING ${facts}`, NOW)).toMatchObject({
      word: 'COPYING',
      since: NOW,
      attempts: 0,
      started: undefined,
      rule: undefined,
      replicaName: undefined,
      code: undefined,
      asked: undefined,
      due: undefined,
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

test('a time that lies in the future counts as now, since nobody has seen it', () => {
  const tag =
    'COPYING since=2999-01-01T00:00:00Z started=2999-01-01T00:00:00Z blocked=2999-01-01T00:00:00Z';
  expect(parseStatus(tag, NOW)).toMatchObject({ since: NOW, started: NOW, blocked: NOW });
});
