import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import {
  announced,
  EU,
  follow,
  imageOf,
  passMinutes,
  replicate,
  retag,
  statusOf,
  updates,
} from './fleets.ts';

const stage = useStage();

describe('a fleet follows its family', () => {
  test('to the newest image of its region, and that is announced', async () => {
    await replicate(stage, 'cad-1', { 'replicate:name': '@name-@region' });
    follow(stage, HOME, 'cad-1');
    follow(stage, EU, 'cad-1-eu-west-1');
    await stage.rollOut();
    expect(announced(stage)).toEqual([]);
    await replicate(stage, 'cad-2', { 'replicate:name': '@name-@region' });
    await stage.rollOut();
    expect([imageOf(stage, HOME), imageOf(stage, EU)]).toEqual(['cad-2', 'cad-2-eu-west-1']);
    expect(announced(stage).toSorted()).toEqual([
      'ROLLED_OUT eu-west-1 cad-1-eu-west-1 to cad-2-eu-west-1',
      'ROLLED_OUT us-east-1 cad-1 to cad-2',
    ]);
    expect(statusOf(stage, EU)).toMatch(
      /^FOLLOWING since=\S+ rule=\w+ build=\S+ image=cad-2-eu-west-1$/,
    );
    await passMinutes(stage, 60);
    expect(updates(stage)).toHaveLength(2);
    expect(announced(stage)).toHaveLength(2);
  });

  test('from an image outside the family', async () => {
    await replicate(stage, 'cad-1');
    stage.sim.world.createImage(EU, { name: 'other' });
    follow(stage, EU, 'other');
    await stage.rollOut();
    expect(imageOf(stage, EU)).toBe('cad-1');
  });

  test('and no fleet without the tag is touched', async () => {
    await replicate(stage, 'cad-1');
    await replicate(stage, 'cad-2');
    stage.sim.world.createFleet(EU, { name: 'design', imageName: 'cad-1', tags: { team: 'x' } });
    await passMinutes(stage, 60);
    expect(imageOf(stage, EU)).toBe('cad-1');
    expect(stage.sim.world.fleet(EU, 'design')?.tags).toEqual({ team: 'x' });
  });

  test('and loses its status when it no longer follows', async () => {
    await replicate(stage, 'cad-1');
    follow(stage, EU, 'cad-1');
    await stage.rollOut();
    retag(stage, EU, { 'replicate:follow': undefined });
    await stage.rollOut();
    expect(stage.sim.world.fleet(EU, 'design')?.tags).toEqual({});
  });

  test('never back to an older image, unless it is pinned', async () => {
    await replicate(stage, 'cad-1');
    await replicate(stage, 'cad-2');
    follow(stage, EU, 'cad-2');
    await stage.rollOut();
    stage.sim.world.setTags(HOME, 'cad-2', {});
    stage.sim.world.setTags(EU, 'cad-2', {});
    await passMinutes(stage, 60);
    expect(imageOf(stage, EU)).toBe('cad-2');
    retag(stage, EU, { 'replicate:follow': 'cad@cad-1' });
    await stage.rollOut();
    expect(imageOf(stage, EU)).toBe('cad-1');
    expect(announced(stage)).toEqual(['ROLLED_OUT eu-west-1 cad-2 to cad-1']);
  });
});

test('a pinned fleet stays when a newer image comes, and says so when its image is not there', async () => {
  await replicate(stage, 'cad-1');
  follow(stage, EU, 'cad-1', { 'replicate:follow': 'cad@cad-1' });
  await replicate(stage, 'cad-2');
  await passMinutes(stage, 30);
  expect(imageOf(stage, EU)).toBe('cad-1');
  retag(stage, EU, { 'replicate:follow': 'cad@cad-9' });
  await stage.rollOut();
  expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=NoImage .* - eu-west-1 has no AVAILABLE/);
});

test('a fleet that somebody changed by hand is left alone until a newer image comes', async () => {
  await replicate(stage, 'cad-1');
  await replicate(stage, 'cad-2');
  follow(stage, EU, 'cad-1');
  await stage.rollOut();
  stage.sim.world.setFleetImage(EU, 'design', 'cad-1');
  await passMinutes(stage, 60);
  expect(imageOf(stage, EU)).toBe('cad-1');
  expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=ChangedByHand .*image=cad-2 - /);
  await replicate(stage, 'cad-3');
  await stage.rollOut();
  expect(imageOf(stage, EU)).toBe('cad-3');
});

test('a fleet that somebody changed by hand is left alone until its tag changes', async () => {
  await replicate(stage, 'cad-1');
  await replicate(stage, 'cad-2');
  follow(stage, EU, 'cad-1');
  await stage.rollOut();
  stage.sim.world.setFleetImage(EU, 'design', 'cad-1');
  await stage.rollOut();
  retag(stage, EU, { 'replicate:follow': 'cad@cad-2' });
  await stage.rollOut();
  expect(imageOf(stage, EU)).toBe('cad-2');
});
