import { beforeAll, expect, test } from '@jest/globals';
import { inThread } from './search/thread.ts';
import { SCENARIOS } from './sweep/scenarios.ts';
import type { Swept } from './sweep/sweep.ts';

const WORKER = new URL('./sweep/sweep-worker.ts', import.meta.url);

const everyDeath = process.env.FAULT_DEATHS === 'every';
let swept: Readonly<Record<string, Swept>>;
beforeAll(async () => {
  swept = await inThread<typeof swept>(WORKER, everyDeath);
}, 600_000);

test.each(Object.keys(SCENARIOS))(
  '%s: wherever the process is killed, before or after any call, the end is the same',
  (scenario) => {
    const { deaths, differences } = swept[scenario] ?? {};
    expect(differences).toEqual([]);
    expect(deaths).toBeGreaterThan(5);
  },
);
