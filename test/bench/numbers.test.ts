import { describe, expect, test } from '@jest/globals';
import { growth, median, quantile, round } from '../../bench/numbers.ts';

describe('the median', () => {
  test.each([
    [[7], 7],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 3],
    [[], Number.NaN],
  ])('of %p is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('a quantile', () => {
  test.each([
    [0, 1],
    [0.25, 2],
    [0.5, 3],
    [1, 4],
  ])('at %d of 1 to 4 is %d', (share, expected) => {
    expect(quantile([4, 3, 2, 1], share)).toBe(expected);
  });
});

test.each([
  [0, 0],
  [0.123456, 0.123],
  [1.23456, 1.23],
  [123456.7, 123457],
  [-2.3456, -2.35],
])('%d is rounded to %d', (value, expected) => {
  expect(round(value)).toBe(expected);
});

test.each([
  [[1, 5], [10, 50], 1],
  [[10, 2], [1000, 2], 0],
  [[1, 1], [10, 100], 2],
] as const)('from %p to %p is growth with the power %d', (from, to, power) => {
  expect(growth(from, to)).toBeCloseTo(power);
});
