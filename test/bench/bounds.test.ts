import { describe, expect, test } from '@jest/globals';
import {
  ANY_DESIGN,
  leastToRead,
  leastToReplicate,
  leastToWait,
  leastToWaitWithoutDatabase,
  NO_DATABASE,
} from '../../bench/calls/least.ts';
import { callsToReplicate, sum } from '../../bench/calls/measure.ts';
import { leastMinutes } from '../../bench/makespan/section.ts';
import { doSerially } from '../../bench/makespan/serial.ts';
import { firstRun, roundsOf, sweep, tick } from '../../bench/scale/bound.ts';

describe('the least of calls', () => {
  test.each([
    [1, 7, 15],
    [8, 42, 50],
    [20, 102, 110],
  ])('to replicate an image to %i regions is %i, and without a database %i', (R, any, none) => {
    expect(leastToReplicate(ANY_DESIGN, R)).toBe(any);
    expect(leastToReplicate(NO_DATABASE, R)).toBe(none);
  });

  test('without a database has four writes of the status: before and after the copies, before and after the announcements', () => {
    const writes = NO_DATABASE.filter(({ call }) => call === 'TagResource, source');
    expect(writes.map(({ times }) => times(8))).toEqual([2, 2]);
    expect(leastToReplicate(writes, 20)).toBe(4);
  });

  test.each([
    [0, 1],
    [1, 2],
    [25, 26],
    [26, 28],
    [2000, 2080],
  ])('to read %i images with their tags is %i', (images, calls) => {
    expect(leastToRead(images)).toBe(calls);
  });

  test('to wait is one read of each region, and without a database two of each source image', () => {
    expect(leastToWait(7)).toBe(7);
    expect(leastToWaitWithoutDatabase(1, 7)).toBe(9);
    expect(leastToWaitWithoutDatabase(30, 7)).toBe(2 + 30 + 7);
  });
});

test.each([1, 3, 20])(
  'replicating an image to %i regions takes 5 calls for each of them and 12 more, as the documentation says',
  async (regions) => {
    const calls = await callsToReplicate(regions);
    expect(calls).toMatchObject({ sns: regions, events: 2 });
    expect(sum(calls)).toBe(5 * regions + 12);
  },
);

describe('the least of time', () => {
  test.each([
    [1, 1, 2, 40],
    [2, 8, 2, 40],
    [7, 1, 2, 160],
    [50, 20, 5, 400],
  ])('%i images to %i regions, %i at once: %i minutes', (images, regions, quota, least) => {
    expect(leastMinutes({ images, regions, quota, copyMinutes: 40 })).toBe(least);
  });

  test.each([
    [40, 2 * 40],
    [40.1, 2 * 40.5],
  ])(
    'a tool that copies one after the other takes the time of all copies, of %d minutes each, and shares each',
    async (copyMinutes, least) => {
      const job = { images: 2, regions: 1, quota: 2, copyMinutes };
      const { minutes, calls } = await doSerially(job);
      expect(minutes).toBeGreaterThan(least);
      expect(minutes).toBeLessThan(least + 1);
      expect(calls).toBe(2 * (1 + Math.ceil(copyMinutes / 0.5) + 1));
    },
  );
});

describe('the least of rounds', () => {
  test.each([
    // One page, one turn of tags, one of regions, one of writes ahead, one copy, one turn of writes, the watch.
    [firstRun(1, 1, 2), 7],
    [firstRun(10, 5, 2), 1 + 2 + 1 + 1 + 3 + 2 + 1],
    [firstRun(2000, 20, 2), 80 + 250 + 3 + 1 + 3 * 3 + 250 + 1],
    [firstRun(2000, 1, 20), 80 + 250 + 1 + 3 + 21 + 250 + 1],
    [tick(10, 5), 1 + 2 + 1 + 1],
    [sweep(2, 1, 2), 1 + 1 + 1 + 1],
    [sweep(2000, 20, 2), 80 + 250 + 3 + 3 + 1],
  ])('of %j is %i', (load, rounds) => {
    expect(roundsOf(load)).toBe(rounds);
  });
});
