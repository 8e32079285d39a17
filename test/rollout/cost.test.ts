import { expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { AP, EU, follow, imageOf, outdateFleet, replicate } from './fleets.ts';

const stage = useStage();

/** The calls that a run of the rollout makes, counted by region and operation. */
async function callsOf(): Promise<Record<string, number>> {
  const before = stage.sim.calls.length;
  await stage.rollOut();
  const made = stage.sim.calls
    .slice(before)
    .map(({ region, operation }) => `${region} ${operation}`);
  const counted = Map.groupBy(made, (each) => each);
  return Object.fromEntries([...counted].map(([each, those]) => [each, those.length]));
}

test('a region without a fleet that follows costs one look at its fleets, and one at the tags of each', async () => {
  await replicate(stage, 'cad-1', { 'replicate:to': `${EU} ${AP}` });
  await replicate(stage, 'cad-2', { 'replicate:to': `${EU} ${AP}` });
  for (const name of ['a', 'b']) stage.sim.world.createFleet(EU, { name, imageName: 'cad-1' });
  expect(await callsOf()).toEqual({
    [`${HOME} DescribeImages`]: 2,
    [`${HOME} ListTagsForResource`]: 2,
    [`${HOME} DescribeFleets`]: 1,
    [`${EU} DescribeFleets`]: 1,
    [`${EU} ListTagsForResource`]: 2,
    [`${AP} DescribeFleets`]: 1,
  });
});

test('a region with one also costs its images and their tags, and an update seven calls and a message', async () => {
  await replicate(stage, 'cad-1');
  follow(stage, EU, 'cad-1');
  await stage.rollOut();
  const rest = {
    [`${HOME} DescribeImages`]: 2,
    [`${HOME} ListTagsForResource`]: 1,
    [`${HOME} DescribeFleets`]: 1,
    [`${EU} DescribeFleets`]: 1,
    [`${EU} DescribeImages`]: 2,
    [`${EU} ListTagsForResource`]: 2,
  };
  expect(await callsOf()).toEqual(rest);
  await replicate(stage, 'cad-2');
  expect(await callsOf()).toEqual({
    ...rest,
    [`${HOME} ListTagsForResource`]: 2,
    [`${EU} DescribeImages`]: 2 + 1,
    [`${EU} ListTagsForResource`]: 3 + 1,
    [`${EU} DescribeFleets`]: 1 + 1,
    [`${EU} TagResource`]: 3,
    [`${EU} UpdateFleet`]: 1,
    [`${HOME} Publish`]: 1,
  });
  expect(imageOf(stage, EU)).toBe('cad-2');
});

test('the function that copies never looks at fleets', async () => {
  await outdateFleet(stage);
  await stage.pass(120);
  expect(stage.sim.calls.filter(({ operation }) => operation.includes('Fleet'))).toEqual([]);
});
