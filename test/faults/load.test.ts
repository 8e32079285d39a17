import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Borne, Load } from './load/load.ts';
import { sharesOf } from './load/shares.ts';
import { inThread } from './search/thread.ts';

const load: Load = {
  images: 1000,
  regions: 20,
  callsPerSecond: 10,
  copyMinutes: 40,
  minutes: 45,
};
/** Minutes in which every image's event arrives and is looked into, each in a run of its own. */
const BURST = 2;
const MEGABYTES = 400;

let borne: Borne;
beforeAll(async () => {
  const worker = new URL('./load/load-worker.ts', import.meta.url);
  borne = await inThread<Borne>(worker, load, { maxOldGenerationSizeMb: MEGABYTES });
}, 300_000);

describe('1,000 images built in one minute for 20 regions, when a region answers 10 calls a second', () => {
  test('throttle less than 5 % of the calls once their events are through', () => {
    expect(sharesOf(borne.minutes.slice(BURST)).throttled).toBeLessThan(0.05);
  });

  test('take every slot that the quota has', () => {
    expect(borne.copies).toBe(2 * load.regions);
  });

  test('are copied the oldest first', () => {
    expect(borne.overtaking).toBe(0);
  });

  test('let every run end well within its time, with few calls at once, in the memory of the function', () => {
    expect(borne.runs).toMatchObject({ failed: 0, died: 0 });
    expect(borne.runs.mostCalls).toBeLessThanOrEqual(10);
  });
});
