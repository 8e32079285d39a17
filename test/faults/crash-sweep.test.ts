import { expect, test } from '@jest/globals';
import { SCENARIOS } from './sweep/scenarios.ts';
import { sweep } from './sweep/sweep.ts';

const everyDeath = process.env.FAULT_DEATHS === 'every';

test.each(Object.keys(SCENARIOS))(
  '%s: wherever the process is killed, before or after any call, the end is the same',
  async (scenario) => {
    const { deaths, differences } = await sweep(scenario, everyDeath);
    expect(differences).toEqual([]);
    expect(deaths).toBeGreaterThan(5);
  },
  600_000,
);
