import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { clip, iso, oneLine, parseIso, readList, tagSafe } from '../../lib/core/text.ts';
import { anyCharacter, holds } from '../support/property.ts';
import { anyText, moment } from './arbitraries.ts';

describe('clipping', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['ab𝒜d', 4, 'ab…'],
    ['', 0, ''],
  ])('%s to %d units gives %s', (text, max, expected) => {
    expect(clip(text, max)).toBe(expected);
  });

  test('uses the mark that it is given', () => {
    expect(clip('abcdef', 5, '...')).toBe('ab...');
    expect(clip('abcdef', 5, '')).toBe('abcde');
  });

  test('never exceeds what is allowed nor breaks a character', () => {
    const whole = fc.string({ unit: anyCharacter, maxLength: 40 });
    holds(fc.tuple(whole, fc.integer({ min: 1, max: 40 })), ([text, max]) => {
      expect(clip(text, max).length).toBeLessThanOrEqual(max);
      expect(clip(text, max).isWellFormed()).toBe(true);
    });
  });
});

describe('one line', () => {
  test.each([
    ['a\r\nb\tc\u0000d', 'a b c d'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['right\u202eto left', 'right to left'],
    ['  many   spaces  ', 'many spaces'],
    ['Größe 東京 𝒜', 'Größe 東京 𝒜'],
  ])('of %j is %j', (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  test('is bounded and without control characters, whatever comes in', () => {
    holds(anyText, (text) => {
      expect(oneLine(text, 50).length).toBeLessThanOrEqual(50);
      expect(oneLine(text, 50)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    });
    expect(oneLine('x'.repeat(600))).toHaveLength(500);
  });
});

test('every character that a tag may not hold becomes a space, the others stay', () => {
  expect(tagSafe("it's 1,000 {a} \n b_c.d:e/f=g+h-i@j 東京")).toBe(
    'it s 1 000 a b_c.d:e/f=g+h-i@j 東京',
  );
  holds(anyText, (text) => expect(tagSafe(text)).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u));
});

describe('a time', () => {
  test('is written in UTC, to the second, and read back', () => {
    expect(iso(new Date('2026-11-23T08:30:00.987Z'))).toBe('2026-11-23T08:30:00Z');
    holds(moment, (date) => expect(parseIso(iso(date))).toEqual(date));
  });

  test.each([
    undefined,
    '',
    'now',
    '2026-11-23',
    '2026-11-23T08:30Z',
    '2026-11-23T08:30:00',
    '2026-11-23T08:30:00+01:00',
    '2026-13-01T00:00:00Z',
    '2026-11-23T25:00:00Z',
  ])('written as %s is none', (text) => {
    expect(parseIso(text)).toBeUndefined();
  });
});

test.each<[string, readonly string[]]>([
  ['', []],
  ['eu-west-1', ['eu-west-1']],
  ['eu-west-1 ap-southeast-2', ['eu-west-1', 'ap-southeast-2']],
  ['eu-west-1,ap-southeast-2', ['eu-west-1', 'ap-southeast-2']],
  [' eu-west-1 ,\tap-southeast-2, ', ['eu-west-1', 'ap-southeast-2']],
  ['eu-west-1 eu-west-2 eu-west-1', ['eu-west-1', 'eu-west-2']],
  ['Europe', ['Europe']],
  [' , ', []],
])('a list %j has the words %j', (text, words) => {
  expect(readList(text)).toEqual(words);
});
