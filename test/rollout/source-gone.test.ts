import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import {
  AP,
  announced,
  EU,
  follow,
  imageOf,
  passMinutes,
  replicate,
  retag,
  statusOf,
} from './fleets.ts';

const stage = useStage();
const both = { 'replicate:to': `${EU} ${AP}`, 'replicate:rollout': 'together' };

describe('a rollout together that stopped', () => {
  beforeEach(async () => {
    await replicate(stage, 'cad-1', both);
    follow(stage, EU, 'cad-1');
    stage.sim.world.createImage(AP, { name: 'cad-2' });
    await replicate(stage, 'cad-2', both);
  });

  test('does not start by itself when the source image is deleted, and each fleet says so once', async () => {
    expect(stage.sim.world.image(EU, 'cad-2')?.tags).toMatchObject({
      'replicate:family': 'cad',
      'replicate:rollout': 'together',
    });
    stage.sim.world.deleteImage(HOME, 'cad-2');
    await passMinutes(stage, 60);
    expect(imageOf(stage, EU)).toBe('cad-1');
    expect(statusOf(stage, EU)).toMatch(
      /^FAILED .*code=RolloutStopped .* - cad-2 was to move with all its regions and its source image is gone or has no rule$/,
    );
    expect(announced(stage)).toEqual(['FAILED eu-west-1 RolloutStopped']);
  });

  test('does not start by itself when the source image is built again under the same name', async () => {
    await stage.rollOut();
    stage.sim.world.deleteImage(HOME, 'cad-2');
    stage.clock.advance(10);
    stage.sim.world.createImage(HOME, {
      name: 'cad-2',
      buildMinutes: 60,
      tags: { 'replicate:family': 'cad', ...both },
    });
    await passMinutes(stage, 30);
    expect(imageOf(stage, EU)).toBe('cad-1');
    expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=Together/);
  });

  test('is over when a new image of the family comes', async () => {
    stage.sim.world.deleteImage(HOME, 'cad-2');
    await stage.rollOut();
    await replicate(stage, 'cad-3', both);
    await stage.rollOut();
    expect(imageOf(stage, EU)).toBe('cad-3');
  });

  test('lets a fleet that is pinned have the image', async () => {
    stage.sim.world.deleteImage(HOME, 'cad-2');
    await stage.rollOut();
    retag(stage, EU, { 'replicate:follow': 'cad@cad-2' });
    await stage.rollOut();
    expect(imageOf(stage, EU)).toBe('cad-2');
  });
});

test('a fleet stays on its image when the source image is deleted', async () => {
  await replicate(stage, 'cad-1', both);
  await replicate(stage, 'cad-2', both);
  follow(stage, EU, 'cad-2');
  await stage.rollOut();
  stage.sim.world.deleteImage(HOME, 'cad-2');
  await passMinutes(stage, 60);
  expect(imageOf(stage, EU)).toBe('cad-2');
  expect(statusOf(stage, EU)).toMatch(/^FOLLOWING/);
  expect(announced(stage)).toEqual([]);
});

test('fleets move to an image without the rollout together when its source image is gone', async () => {
  await replicate(stage, 'cad-1');
  follow(stage, EU, 'cad-1');
  await replicate(stage, 'cad-2');
  stage.sim.world.deleteImage(HOME, 'cad-2');
  await stage.rollOut();
  expect(imageOf(stage, EU)).toBe('cad-2');
});
