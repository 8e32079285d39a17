import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { BREAKS } from './breaks/breaks.ts';
import { PROPERTIES } from './properties/index.ts';

describe.each(BREAKS)('to $what', ({ edits, breaks }) => {
  test.each(edits)('is a change of $file as it is', ({ file, from, to }) => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  });

  test('breaks a property that every history is held against', () => {
    expect(PROPERTIES).toContain(breaks);
  });
});

test('every property has a break that it notices', () => {
  expect(new Set(BREAKS.map(({ breaks }) => breaks.name))).toEqual(
    new Set(PROPERTIES.map(({ name }) => name)),
  );
});
