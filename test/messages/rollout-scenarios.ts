/* How the messages about fleets come about. */

import { AP, EU, follow, passMinutes, replicate, retag } from '../rollout/fleets.ts';
import { HOME, type Stage } from '../support/stage.ts';
import type { Scenario } from './scenario.ts';

const FOREVER = { times: Number.POSITIVE_INFINITY };

/** A fleet on an image of its family, and a newer one. */
async function newImage(stage: Stage, tags: Record<string, string> = {}): Promise<void> {
  await replicate(stage, 'cad-2026-10', tags);
  follow(stage, EU, 'cad-2026-10');
  await replicate(stage, 'cad-2026-11', tags);
}

export const ROLLED_OUT: Scenario = {
  name: 'ROLLED_OUT',
  when: 'a fleet has the new image of its family',
  async play(stage) {
    await newImage(stage);
    await stage.rollOut();
  },
};

export const OTHER_PLATFORM: Scenario = {
  name: 'OtherPlatform',
  when: 'the new image has another operating system than the fleet, which is `RUNNING`',
  async play(stage) {
    await replicate(stage, 'cad-2026-10');
    follow(stage, EU, 'cad-2026-10');
    stage.clock.advance(60);
    stage.sim.world.createImage(HOME, {
      name: 'cad-2026-11',
      platform: 'AMAZON_LINUX2',
      tags: { 'replicate:to': EU, 'replicate:family': 'cad' },
    });
    await stage.look('cad-2026-11');
    await stage.settle();
    await stage.rollOut();
  },
};

export const ROLLOUT_STOPPED: Scenario = {
  name: 'RolloutStopped',
  when: 'the rollout is `together`, and the image could not be copied to one destination',
  async play(stage) {
    stage.sim.world.createImage(AP, { name: 'cad-2026-11' });
    await newImage(stage, { 'replicate:to': `${EU} ${AP}`, 'replicate:rollout': 'together' });
    await stage.rollOut();
  },
};

/** One for each failure of a fleet. */
export const FLEET_SCENARIOS: readonly Scenario[] = [
  OTHER_PLATFORM,
  ROLLOUT_STOPPED,
  {
    name: 'InvalidFleetTags',
    when: 'the window of a fleet cannot be read',
    async play(stage) {
      await newImage(stage);
      retag(stage, EU, { 'replicate:window': 'at night' });
      await stage.rollOut();
    },
  },
  {
    name: 'ElasticFleet',
    when: 'an Elastic fleet follows a family',
    async play(stage) {
      await replicate(stage, 'cad-2026-11');
      const tags = { 'replicate:follow': 'cad' };
      stage.sim.world.createFleet(EU, { name: 'design', fleetType: 'ELASTIC', tags });
      await stage.rollOut();
    },
  },
  {
    name: 'FleetGone',
    when: 'a fleet is deleted while it is to be updated',
    async play(stage) {
      await newImage(stage);
      stage.sim.onCall(({ operation, input }) => {
        const isStatus = JSON.stringify(input).includes('code=Updating');
        if (operation === 'TagResource' && isStatus) stage.sim.world.deleteFleet(EU, 'design');
      });
      await stage.rollOut();
    },
  },
  {
    name: 'IncompatibleImageException',
    when: 'fleets cannot use the image',
    async play(stage) {
      await newImage(stage);
      const effect = { error: 'IncompatibleImageException' };
      stage.sim.fault({ operation: 'UpdateFleet', effect });
      await stage.rollOut();
    },
  },
  {
    name: 'AccessDeniedException',
    when: 'IAM denies the update for ten minutes',
    async play(stage) {
      await newImage(stage);
      const effect = { error: 'AccessDeniedException' };
      stage.sim.fault({ operation: 'UpdateFleet', ...FOREVER, effect });
      await passMinutes(stage, 60);
    },
  },
  {
    name: 'GaveUp',
    when: 'AWS cannot update the fleet for a day',
    async play(stage) {
      await newImage(stage);
      const effect = { error: 'ServiceUnavailable', status: 503 };
      stage.sim.fault({ operation: 'UpdateFleet', ...FOREVER, effect });
      await passMinutes(stage, 25 * 60);
    },
  },
];
