import { beforeEach, describe, expect, test } from '@jest/globals';
import { changed } from '../support/family.ts';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { AP, announced, EU, follow, imageOf, passMinutes, replicate, statusOf } from './fleets.ts';

const stage = useStage();

/** Changes the family of a source image; undefined takes it out. */
function setFamily(name: string, family: string | undefined): void {
  const { tags } = stage.sim.world.image(HOME, name) ?? {};
  stage.sim.world.setTags(HOME, name, changed(tags, { 'replicate:family': family }));
}

describe('a fleet whose image leaves the family is not moved to an older one', () => {
  beforeEach(async () => {
    await replicate(stage, 'cad-1');
    await replicate(stage, 'cad-2');
    follow(stage, EU, 'cad-2');
    await stage.rollOut();
  });

  test('while it waits for a newer one to be in every region', async () => {
    stage.sim.world.quota(AP, { copies: 0 });
    stage.clock.advance(60);
    const together = { 'replicate:to': `${EU} ${AP}`, 'replicate:rollout': 'together' };
    const tags = { 'replicate:family': 'cad', ...together };
    stage.sim.world.createImage(HOME, { name: 'cad-3', tags });
    await stage.look('cad-3');
    await stage.rollOut();
    expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=Together/);
    setFamily('cad-2', undefined);
    await passMinutes(stage, 30);
    expect(imageOf(stage, EU)).toBe('cad-2');
    stage.sim.world.deleteImage(HOME, 'cad-3');
    await passMinutes(stage, 30);
    expect(imageOf(stage, EU)).toBe('cad-2');
    expect(statusOf(stage, EU)).toMatch(/^FOLLOWING/);
    expect(announced(stage)).toEqual([]);
  });

  test('while it waits for its window, and the next image is gone', async () => {
    // The clock begins at 08:00.
    const tags = { 'replicate:follow': 'cad', 'replicate:window': '22:00-23:00' };
    stage.sim.world.setFleetTags(EU, 'design', tags);
    await stage.rollOut();
    await replicate(stage, 'cad-3');
    await stage.rollOut();
    expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=WindowClosed/);
    setFamily('cad-2', undefined);
    setFamily('cad-3', undefined);
    await passMinutes(stage, 24 * 60);
    expect(imageOf(stage, EU)).toBe('cad-2');
    expect(announced(stage)).toEqual([]);
  });

  test('but moved to the next newer one', async () => {
    setFamily('cad-2', 'office');
    await passMinutes(stage, 30);
    expect(imageOf(stage, EU)).toBe('cad-2');
    await replicate(stage, 'cad-3');
    await stage.rollOut();
    expect(imageOf(stage, EU)).toBe('cad-3');
    expect(announced(stage)).toEqual(['ROLLED_OUT eu-west-1 cad-2 to cad-3']);
  });
});

test('a fleet stays on its image when only the source image was of the family, and is deleted', async () => {
  for (const name of ['cad-1', 'cad-2']) {
    await replicate(stage, name, { 'replicate:family': 'office' });
    setFamily(name, 'cad');
  }
  follow(stage, EU, 'cad-2');
  await stage.rollOut();
  stage.sim.world.deleteImage(HOME, 'cad-2');
  await passMinutes(stage, 30);
  expect(imageOf(stage, EU)).toBe('cad-2');
});

test('a fleet that waits outside the family adopts the image that is left of it', async () => {
  await replicate(stage, 'cad-1');
  await replicate(stage, 'cad-2');
  stage.sim.world.createImage(EU, { name: 'other' });
  follow(stage, EU, 'other', { 'replicate:window': '22:00-23:00' });
  await stage.rollOut();
  expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=WindowClosed/);
  setFamily('cad-2', undefined);
  await passMinutes(stage, 24 * 60);
  expect(imageOf(stage, EU)).toBe('cad-1');
});
