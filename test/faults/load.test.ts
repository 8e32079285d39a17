import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Borne, Load } from './load/load.ts';
import { inThread } from './search/thread.ts';

const load: Load = {
  images: 1000,
  regions: 20,
  callsPerSecond: 10,
  copyMinutes: 40,
  seed: 20261123,
  minutes: 45,
};
const MEGABYTES = 400;

let borne: Borne;
beforeAll(async () => {
  const worker = new URL('./load/load-worker.ts', import.meta.url);
  borne = await inThread<Borne>(worker, load, { maxOldGenerationSizeMb: MEGABYTES });
}, 300_000);

describe('1,000 images built in one minute for 20 regions, when a region answers 10 calls a second', () => {
  test('have less than 2 % of the calls throttled, and cause fewer calls than events while these arrive', () => {
    expect(borne.throttled / borne.calls).toBeLessThan(0.02);
    expect(borne.callsAtFirst).toBeLessThan(load.images);
  });

  test('take every slot that the quota has', () => {
    expect(borne.copies).toBe(2 * load.regions);
  });

  test('are copied the oldest first', () => {
    expect(borne.overtaking).toBe(0);
  });

  test('let every run end well within its time, few of them at once and few calls of each, in bounded memory', () => {
    expect(borne.runs).toMatchObject({ failed: 0, died: 0 });
    expect(borne.runs.mostCalls).toBeLessThanOrEqual(10);
    expect(borne.runs.environments).toBeLessThanOrEqual(50);
  });
});
