import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, test } from '@jest/globals';
import pMap from 'p-map';
import { BREAKS } from './breaks/breaks.ts';
import { HISTORIES } from './breaks/histories.ts';
import { violationsOf } from './breaks/is-noticed.ts';
import { EVERY_PROPERTY } from './properties/index.ts';

const broken = new Map<string, { whole: string[]; broken: string[] }>();
beforeAll(async () => {
  const playBoth = async ({ what, breaks, edits }: (typeof BREAKS)[number]) => {
    const [whole, inPieces] = [
      await violationsOf(what, breaks, []),
      await violationsOf(what, breaks, edits),
    ];
    broken.set(what, { whole, broken: inPieces });
  };
  await pMap(BREAKS, playBoth, { concurrency: availableParallelism() });
}, 300_000);

describe.each(BREAKS)('to $what', ({ what, edits, breaks }) => {
  test.each(edits)('is a change of $file as it is', ({ file, from, to }) => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  });

  test(`is noticed in a history in which otherwise ${breaks.name}`, () => {
    expect(broken.get(what)?.whole).toEqual([]);
    expect(broken.get(what)?.broken).not.toEqual([]);
  });
});

test('every property has a break that it notices', () => {
  const names = EVERY_PROPERTY.map(({ name }) => name);
  expect(new Set(BREAKS.map(({ breaks }) => breaks.name))).toEqual(new Set(names));
});

test('every history that is kept belongs to a break', () => {
  expect(Object.keys(HISTORIES).sort()).toEqual(BREAKS.map(({ what }) => what).sort());
});
