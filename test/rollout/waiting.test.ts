import { describe, expect, test } from '@jest/globals';
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
  statusOf,
  updates,
} from './fleets.ts';

const stage = useStage();

describe('a fleet waits', () => {
  test('for its window', async () => {
    // The clock begins at 08:00.
    await replicate(stage, 'cad-1');
    follow(stage, EU, 'cad-1', { 'replicate:window': '22:00-23:00' });
    await replicate(stage, 'cad-2');
    await stage.rollOut();
    expect(statusOf(stage, EU)).toMatch(
      /^WAITING .*code=WindowClosed .* - its window is closed and cad-2/,
    );
    expect(updates(stage)).toHaveLength(0);
    await passMinutes(stage, 24 * 60);
    expect(imageOf(stage, EU)).toBe('cad-2');
    const [call] = updates(stage);
    expect(call?.at.getUTCHours()).toBe(22);
  });

  test('while it starts', async () => {
    await outdateFleet(stage);
    stage.sim.world.setFleetState(EU, 'design', 'STOPPED');
    stage.sim.world.startFleet(EU, 'design');
    await stage.rollOut();
    expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=FleetBusy/);
    await passMinutes(stage, 15);
    expect(imageOf(stage, EU)).toBe('cad-2');
  });

  test('until every destination is AVAILABLE where the rollout is together', async () => {
    const both = { 'replicate:to': `${EU} ${AP}`, 'replicate:rollout': 'together' };
    await replicate(stage, 'cad-1', both);
    for (const region of [HOME, EU, AP]) follow(stage, region, 'cad-1');
    stage.sim.world.quota(AP, { copies: 0 });
    stage.clock.advance(60);
    stage.sim.world.createImage(HOME, {
      name: 'cad-2',
      tags: { ...both, 'replicate:family': 'cad' },
    });
    await stage.look('cad-2');
    await stage.pass(90);
    await stage.rollOut();
    expect(stage.word('cad-2', EU)).toBe('AVAILABLE');
    for (const region of [HOME, EU, AP]) {
      expect(imageOf(stage, region)).toBe('cad-1');
      expect(statusOf(stage, region)).toMatch(/^WAITING .*code=Together/);
    }
    stage.sim.world.quota(AP, { copies: 2 });
    await stage.pass(90);
    await stage.rollOut();
    for (const region of [HOME, EU, AP]) expect(imageOf(stage, region)).toBe('cad-2');
  });

  test('while IAM does not know its tag yet, and nothing fails', async () => {
    stage.set({ updateFleetNeedsTag: { key: 'replicate:follow', seconds: 120 } });
    await replicate(stage, 'cad-1');
    await replicate(stage, 'cad-2');
    follow(stage, EU, 'cad-1');
    await stage.rollOut();
    expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=AccessDenied/);
    await passMinutes(stage, 15);
    expect(imageOf(stage, EU)).toBe('cad-2');
    expect(announced(stage)).toEqual(['ROLLED_OUT eu-west-1 cad-1 to cad-2']);
  });
});
