import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { announced, EU, passHours, replicasIn, replicate, retag } from './family.ts';

const stage = useStage();

const tagsOf = (name: string) => stage.sim.world.image(EU, name)?.tags ?? {};

/** The calls that tagged replicas since the test began, without those of a notice. */
const tagged = () =>
  stage.sim.calls
    .slice(before)
    .filter(({ operation, region }) => /^(Tag|Untag)Resource$/.test(operation) && region === EU)
    .map(({ operation, input }) => `${operation} ${JSON.stringify(input)}`)
    .filter((call) => !call.includes('retire-at'));
let before: number;

beforeEach(async () => {
  await replicate(stage, 'lab-1', { 'replicate:family': undefined });
  await replicate(stage, 'cad-1');
  await replicate(stage, 'cad-2', { 'replicate:keep': '1' });
  before = stage.sim.calls.length;
});

test('replicas whose tags are as their source images have them are not tagged', async () => {
  await passHours(stage, 12);
  expect(tagged()).toEqual([]);
});

describe('a family that a source image has got since the copy', () => {
  beforeEach(() => retag(stage, HOME, 'lab-1', { 'replicate:family': 'cad' }));

  test('is written on the replica, once', async () => {
    await passHours(stage, 12);
    expect(tagsOf('lab-1')).toMatchObject({ 'replicate:family': 'cad' });
    expect(tagged()).toEqual([expect.stringMatching(/^TagResource .*\/lab-1"/)]);
  });

  test('decides once the source image is gone', async () => {
    await stage.retire();
    stage.sim.world.deleteImage(HOME, 'lab-1');
    expect(await passHours(stage, 26)).toEqual([]);
    expect(replicasIn(stage)).toEqual(['cad-2']);
    expect(announced(stage)).toContain('RETIRED lab-1');
  });
});

test('a family that a source image has got in the place of another decides once that is gone', async () => {
  retag(stage, HOME, 'cad-1', { 'replicate:family': 'gis' });
  await stage.retire();
  expect(tagsOf('cad-1')).toMatchObject({ 'replicate:family': 'gis' });
  stage.sim.world.deleteImage(HOME, 'cad-1');
  await passHours(stage, 26);
  expect(replicasIn(stage)).toContain('cad-1');
});

test('a family that a source image has lost is taken off the replica, and does not decide later', async () => {
  retag(stage, HOME, 'cad-1', { 'replicate:family': undefined });
  await passHours(stage, 12);
  expect(tagsOf('cad-1')).not.toHaveProperty(['replicate:family']);
  expect(tagged()).toEqual([expect.stringMatching(/^UntagResource .*\/cad-1"/)]);
  stage.sim.world.deleteImage(HOME, 'cad-1');
  await passHours(stage, 26);
  expect(replicasIn(stage)).toContain('cad-1');
});

test('a pace of the rollout that the source image does not have is taken off the replica', async () => {
  retag(stage, EU, 'cad-1', { 'replicate:rollout': 'together' });
  await stage.retire();
  expect(tagsOf('cad-1')).not.toHaveProperty(['replicate:rollout']);
  expect(tagsOf('cad-1')).toMatchObject({ 'replicate:family': 'cad' });
});

test('a replica whose source image is gone keeps the family that it has', async () => {
  retag(stage, EU, 'lab-1', { 'replicate:family': 'gis' });
  stage.sim.world.deleteImage(HOME, 'lab-1');
  await stage.retire();
  expect(tagged()).toEqual([]);
});

test('what has the name of a replica by then is not tagged', async () => {
  retag(stage, HOME, 'lab-1', { 'replicate:family': 'gis' });
  stage.sim.onCall(({ operation }) => {
    if (operation !== 'DescribeImagePermissions') return;
    stage.sim.world.deleteImage(EU, 'lab-1');
    stage.sim.world.createImage(EU, { name: 'lab-1' });
  });
  await stage.retire();
  expect(tagsOf('lab-1')).toEqual({});
});

describe('a correction that fails', () => {
  const fail = (operation: 'TagResource' | 'UntagResource', error: string) =>
    stage.sim.fault({
      operation,
      region: EU,
      times: Number.POSITIVE_INFINITY,
      match: (input) => JSON.stringify(input).includes('replicate:family'),
      effect: { error },
    });

  test('because IAM denies it, ends one run a day in an error, after everything else was done', async () => {
    retag(stage, HOME, 'lab-1', { 'replicate:family': 'gis' });
    fail('TagResource', 'AccessDeniedException');
    await expect(stage.retire()).rejects.toThrow('AccessDenied');
    expect(announced(stage)).toEqual(['RETIRING cad-1']);
    expect(await passHours(stage, 3 * 25)).toHaveLength(3);
    expect(stage.logs.filter(({ message }) => message === 'family not corrected')).toHaveLength(
      1 + 2 * 3 * 25,
    );
    stage.sim.clearFaults();
    await stage.retire();
    expect(tagsOf('lab-1')).toMatchObject({ 'replicate:family': 'gis' });
  });

  test('because AWS is busy, is left to the next sweep, without an error', async () => {
    retag(stage, HOME, 'lab-1', { 'replicate:family': 'gis' });
    fail('TagResource', 'ThrottlingException');
    expect(await passHours(stage, 1)).toEqual([]);
    stage.sim.clearFaults();
    await stage.retire();
    expect(tagsOf('lab-1')).toMatchObject({ 'replicate:family': 'gis' });
  });

  test('because IAM denies it, keeps no replica from staying that its source image has taken out', async () => {
    await stage.retire();
    retag(stage, HOME, 'cad-1', { 'replicate:family': undefined });
    fail('UntagResource', 'AccessDeniedException');
    await passHours(stage, 30);
    expect(tagsOf('cad-1')).toMatchObject({ 'replicate:family': 'cad' });
    expect(replicasIn(stage)).toContain('cad-1');
  });
});
