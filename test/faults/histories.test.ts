import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PROPERTIES } from './properties/index.ts';
import type { Found } from './search/search.ts';
import { searchAll } from './search/search-all.ts';

const runs = Number(process.env.FAULT_RUNS ?? 100);
const seed = Number(process.env.FAULT_SEED ?? 20261123);
/** Far more than any history takes, in milliseconds. */
const PATIENCE = 60_000 + runs * 1000;

const PROFILES = [
  { title: 'in any history of a stack', stacks: ['us-east-1'] },
  {
    title: 'in any history of two stacks whose images name each other’s regions',
    stacks: ['us-east-1', 'eu-west-1'],
  },
];

describe.each(PROFILES)('$title', ({ stacks }) => {
  let found: Found;
  beforeAll(async () => {
    const threads = Math.max(1, Math.floor(availableParallelism() / PROFILES.length));
    found = await searchAll({ stacks, runs, seed }, threads);
  }, PATIENCE);

  test.each(PROPERTIES.map(({ name }) => name))('%s', (name) => {
    const broken = found.counterexamples.find(({ property }) => property === name);
    if (broken)
      throw new Error(
        `${broken.violations.join('\n')}\nin the history (seed ${seed})\n${broken.history}`,
      );
  });

  test('(every outcome is reached)', () => {
    expect(found.outcomes).toEqual(
      expect.arrayContaining([
        'SUCCEEDED',
        'LATE',
        'FAILED InvalidRule',
        'FAILED NameTaken',
        'FAILED SourceFailed',
        'FAILED IncompatibleImageException',
        'FAILED IMAGE_COPY_FAILURE',
        'FAILED RegionUnavailable',
        'FAILED GaveUp',
      ]),
    );
  });
});
