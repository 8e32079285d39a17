import { expect, test } from '@jest/globals';
import { minutesBetween, toMinute } from '../../lib/core/time.ts';
import { NOW } from '../support/builders.ts';

const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

test.each([
  [0, 0],
  [59_999, 0],
  [60_000, 1],
  [119_999, 1],
  [-1, -1],
])('between a time and %d milliseconds later are %d whole minutes', (milliseconds, minutes) => {
  expect(minutesBetween(NOW, later(milliseconds))).toBe(minutes);
});

test.each([0, 1, 59_999])('%d milliseconds after its beginning is the same minute', (after) => {
  expect(toMinute(later(after))).toEqual(NOW);
});

test('the next minute is another', () => expect(toMinute(later(60_000))).toEqual(later(60_000)));
