/* How the messages about old replicas come about. */

import { EU, replicate } from '../retention/family.ts';
import type { Stage } from '../support/stage.ts';
import type { Scenario } from './scenario.ts';

/** Two images of a family that keeps one replica in each region. */
async function giveNotice(stage: Stage): Promise<void> {
  await replicate(stage, 'cad-2026-10');
  await replicate(stage, 'cad-2026-11', { 'replicate:keep': '1' });
  await stage.retire();
}

export const RETIRING: Scenario = {
  name: 'RETIRING',
  when: 'a replica is beyond the number that its family keeps, and nobody uses it',
  play: giveNotice,
};

export const RETIRED: Scenario = {
  name: 'RETIRED',
  when: 'it was deleted, a day later',
  async play(stage) {
    await giveNotice(stage);
    stage.clock.advance(25 * 60);
    await stage.retire();
  },
};

/** The replica that both are about. */
export const OLD_REPLICA = { region: EU, name: 'cad-2026-10' } as const;
