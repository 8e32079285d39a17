import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { BREAKS } from './breaks/breaks.ts';
import { HISTORIES } from './breaks/histories.ts';
import { type Judged, judgeBreaks } from './breaks/judge.ts';
import { EVERY_PROPERTY } from './properties/index.ts';

let judged: readonly Judged[];
beforeAll(async () => {
  judged = await judgeBreaks();
}, 300_000);

describe.each(BREAKS)('to $what', ({ what, edits, breaks }) => {
  test.each(edits)('is a change of $file as it is', ({ file, from, to }) => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  });

  test(`is noticed in a history in which otherwise ${breaks.name}`, () => {
    const { whole, broken } = judged.find((each) => each.what === what) ?? {};
    expect(whole).toEqual([]);
    expect(broken).toEqual(expect.arrayContaining([expect.any(String)]));
  });
});

test('every property has a break that it notices', () => {
  const names = EVERY_PROPERTY.map(({ name }) => name);
  expect(new Set(BREAKS.map(({ breaks }) => breaks.name))).toEqual(new Set(names));
});

test('every history that is kept belongs to a break', () => {
  expect(Object.keys(HISTORIES).sort()).toEqual(BREAKS.map(({ what }) => what).sort());
});
