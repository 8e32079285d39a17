import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PROFILE_NAMES, PROFILES, type Profile, type ProfileName } from './search/profiles.ts';
import type { Found } from './search/search.ts';
import { searchAll } from './search/search-all.ts';

const runs = Number(process.env.FAULT_RUNS ?? 60);
const seed = Number(process.env.FAULT_SEED ?? 20261123);
/** Far more than the histories take, in milliseconds. */
const PATIENCE = 60_000 + runs * 5000;

let found: ReadonlyMap<ProfileName, Found>;
beforeAll(async () => {
  found = await searchAll({ runs, seed }, availableParallelism());
}, PATIENCE);

describe.each(PROFILE_NAMES)('in any history of %s', (profile) => {
  const { properties, outcomes, rareOutcomes = [] }: Profile = PROFILES[profile];

  test.each(properties.map(({ name }) => name))('%s', (name) => {
    const { counterexamples } = found.get(profile) ?? {};
    const broken = counterexamples?.find(({ property }) => property === name);
    if (broken)
      throw new Error(
        `${broken.violations.slice(0, 5).join('\n')}\nin the history (seed ${seed})\n${broken.history}`,
      );
  });

  test('(the histories reach every outcome)', () => {
    const expected = runs < 1000 ? outcomes : [...outcomes, ...rareOutcomes];
    expect(found.get(profile)?.outcomes).toEqual(expect.arrayContaining([...expected]));
  });
});
