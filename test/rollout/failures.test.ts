import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import {
  AP,
  announced,
  EU,
  follow,
  imageOf,
  outdateFleet,
  passMinutes,
  replicate,
  retag,
  statusOf,
  updates,
} from './fleets.ts';

const stage = useStage();

describe('a fleet fails, once, and says what to do', () => {
  test('when one destination fails and the rollout is together, and goes on when that is mended', async () => {
    const both = { 'replicate:to': `${EU} ${AP}`, 'replicate:rollout': 'together' };
    await replicate(stage, 'cad-1', both);
    follow(stage, EU, 'cad-1');
    stage.sim.world.createImage(AP, { name: 'cad-2' });
    await replicate(stage, 'cad-2', both);
    await passMinutes(stage, 60);
    expect(announced(stage)).toEqual(['FAILED eu-west-1 RolloutStopped']);
    stage.sim.world.setTags(HOME, 'cad-2', {
      ...stage.sim.world.image(HOME, 'cad-2')?.tags,
      'replicate:to': EU,
    });
    await stage.rollOut();
    expect(imageOf(stage, EU)).toBe('cad-2');
  });

  test('and does not move when all tags are taken off the image that stopped the rollout', async () => {
    const both = { 'replicate:to': `${EU} ${AP}`, 'replicate:rollout': 'together' };
    await replicate(stage, 'cad-1');
    follow(stage, EU, 'cad-1');
    stage.sim.world.createImage(AP, { name: 'cad-2' });
    await replicate(stage, 'cad-2', both);
    await stage.rollOut();
    stage.sim.world.setTags(HOME, 'cad-2', {});
    await passMinutes(stage, 60);
    expect(imageOf(stage, EU)).toBe('cad-1');
  });

  test('when the image has another operating system, and moves when it is stopped', async () => {
    await replicate(stage, 'cad-1');
    follow(stage, EU, 'cad-1');
    stage.clock.advance(60);
    stage.sim.world.createImage(HOME, {
      name: 'cad-2',
      platform: 'AMAZON_LINUX2',
      tags: { 'replicate:to': EU, 'replicate:family': 'cad' },
    });
    await stage.look('cad-2');
    await stage.settle();
    await passMinutes(stage, 60);
    expect(announced(stage)).toEqual(['FAILED eu-west-1 OtherPlatform']);
    stage.sim.world.setFleetState(EU, 'design', 'STOPPED');
    await stage.rollOut();
    expect(imageOf(stage, EU)).toBe('cad-2');
  });

  test('when it is an Elastic fleet', async () => {
    await replicate(stage, 'cad-1');
    const tags = { 'replicate:follow': 'cad' };
    stage.sim.world.createFleet(EU, { name: 'design', fleetType: 'ELASTIC', tags });
    await passMinutes(stage, 60);
    expect(announced(stage)).toEqual(['FAILED eu-west-1 ElasticFleet']);
  });

  test('when its window cannot be read, and again when another value cannot', async () => {
    await replicate(stage, 'cad-1');
    follow(stage, EU, 'cad-1', { 'replicate:window': 'at night' });
    await passMinutes(stage, 60);
    retag(stage, EU, { 'replicate:window': 'monday 22:00-04:00' });
    await passMinutes(stage, 60);
    expect(announced(stage)).toEqual([
      'FAILED eu-west-1 InvalidFleetTags',
      'FAILED eu-west-1 InvalidFleetTags',
    ]);
    retag(stage, EU, { 'replicate:window': 'mon 22:00-04:00' });
    await passMinutes(stage, 15);
    expect(statusOf(stage, EU)).toMatch(/^FOLLOWING/);
  });

  test('when AWS refuses the image, and not before ten minutes when IAM refuses the call', async () => {
    await outdateFleet(stage);
    stage.sim.fault({
      operation: 'UpdateFleet',
      times: Infinity,
      effect: { error: 'AccessDeniedException' },
    });
    await stage.rollOut();
    expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=AccessDenied blocked=0/);
    await passMinutes(stage, 60);
    expect(announced(stage)).toEqual(['FAILED eu-west-1 AccessDeniedException']);
    expect(updates(stage)).toHaveLength(2);
    stage.sim.clearFaults();
    stage.sim.fault({ operation: 'UpdateFleet', effect: { error: 'IncompatibleImageException' } });
    retag(stage, EU, { 'replicate:status': undefined });
    await passMinutes(stage, 60);
    expect(announced(stage)[1]).toBe('FAILED eu-west-1 IncompatibleImageException');
    expect(updates(stage)).toHaveLength(3);
  });
});

test('a region whose fleets cannot be read ends the run in an error, after the others', async () => {
  await replicate(stage, 'cad-1');
  follow(stage, EU, 'cad-1');
  follow(stage, HOME, 'cad-1');
  await replicate(stage, 'cad-2');
  const effect = { error: 'AccessDeniedException' };
  stage.sim.fault({ operation: 'DescribeFleets', region: HOME, effect });
  await expect(stage.rollOut()).rejects.toThrow(/the fleets in us-east-1 could not be read/);
  expect([imageOf(stage, EU), imageOf(stage, HOME)]).toEqual(['cad-2', 'cad-1']);
});

describe('a fleet that cannot be looked at again', () => {
  /** From its status that announces the update, AWS fails to show the tags of the fleet. */
  const failLastLook = (error: string) =>
    stage.sim.onCall(({ operation, input }) => {
      if (operation !== 'TagResource' || !JSON.stringify(input).includes('code=Updating')) return;
      const match = (asked: unknown) => JSON.stringify(asked).includes(':fleet/');
      stage.sim.fault({ operation: 'ListTagsForResource', times: 3, match, effect: { error } });
    });

  beforeEach(() => outdateFleet(stage));

  test('right before its update, because AWS is busy, is left to the next sweep, without an error', async () => {
    failLastLook('ThrottlingException');
    expect(await stage.rollOut()).toMatchObject({ fleets: 1 });
    expect(updates(stage)).toHaveLength(0);
    expect(stage.logs).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'left to the next sweep' }),
    );
    await passMinutes(stage, 15);
    expect(announced(stage)).toEqual(['ROLLED_OUT eu-west-1 cad-1 to cad-2']);
  });

  test('right after its update failed, because AWS is busy, is left to the next sweep, without an error', async () => {
    stage.sim.fault({ operation: 'UpdateFleet', effect: 'drop-after' });
    stage.sim.onCall(({ operation }) => {
      if (operation !== 'UpdateFleet') return;
      const effect = { error: 'ThrottlingException' };
      stage.sim.fault({ operation: 'DescribeFleets', times: 3, effect });
    });
    await stage.rollOut();
    expect(announced(stage)).toEqual([]);
    expect(await passMinutes(stage, 15)).toEqual([]);
    expect(updates(stage)).toHaveLength(1);
    expect(announced(stage)).toEqual(['ROLLED_OUT eu-west-1 cad-1 to cad-2']);
  });

  test('because IAM denies it, ends the run in an error', async () => {
    failLastLook('AccessDeniedException');
    await expect(stage.rollOut()).rejects.toThrow('AccessDenied');
    expect(updates(stage)).toHaveLength(0);
  });
});
