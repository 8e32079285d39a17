import { expect, test } from '@jest/globals';
import { inThread } from './search/thread.ts';
import { SCENARIOS } from './sweep/scenarios.ts';
import type { Swept } from './sweep/sweep.ts';

const WORKER = new URL('./sweep/sweep-worker.ts', import.meta.url);

test.each(Object.keys(SCENARIOS))(
  '%s: wherever the process is killed, before or after any call, the end is the same',
  async (scenario) => {
    const { deaths, differences } = await inThread<Swept>(WORKER, scenario);
    expect(differences).toEqual([]);
    expect(deaths).toBeGreaterThan(10);
  },
  60_000,
);
