/* Fleets that follow a family, for tests of the rollout. */

import type { Call } from '../../sim/index.ts';
import { changed, EU, replicate } from '../support/family.ts';
import type { Stage } from '../support/stage.ts';

export { EU, replicate } from '../support/family.ts';

export const AP = 'ap-southeast-2';

/** A RUNNING fleet that follows the family, on an image of its region. */
export function follow(
  stage: Stage,
  region: string,
  imageName: string,
  tags: Record<string, string> = {},
): void {
  const all = { 'replicate:follow': 'cad', ...tags };
  stage.sim.world.createFleet(region, { name: 'design', imageName, tags: all });
}

/** A fleet that follows the family, and an image that is newer than its own. */
export async function outdateFleet(stage: Stage): Promise<void> {
  await replicate(stage, 'cad-1');
  follow(stage, EU, 'cad-1');
  await replicate(stage, 'cad-2');
}

/** The name of the image of the fleet. */
export function imageOf(stage: Stage, region: string): string | undefined {
  return stage.sim.world.fleet(region, 'design')?.image?.name;
}

/** The status tag of the fleet. */
export function statusOf(stage: Stage, region: string): string | undefined {
  return stage.sim.world.fleet(region, 'design')?.tags['replicate:status'];
}

/** The calls that updated fleets. */
export function updates({ sim }: Stage): Call[] {
  return sim.calls.filter(({ operation }) => operation === 'UpdateFleet');
}

/** Changes tags of the fleet; undefined takes one away. */
export function retag(
  stage: Stage,
  region: string,
  changes: Record<string, string | undefined>,
): void {
  const tags = changed(stage.sim.world.fleet(region, 'design')?.tags, changes);
  stage.sim.world.setFleetTags(region, 'design', tags);
}

/** What was announced of fleets: the outcome, the region, and the images or the code. */
export function announced(stage: Stage): string[] {
  return stage.inbox().flatMap(({ message }) => {
    if (message.operation !== 'rollout') return [];
    const { fleet, outcome } = message;
    const what =
      message.outcome === 'ROLLED_OUT'
        ? `${message.fleet.imageBefore?.name} to ${message.fleet.image.name}`
        : message.reason.code;
    return [`${outcome} ${fleet.region} ${what}`];
  });
}

/** Minutes pass, with a run of the rollout every quarter of an hour. @returns the errors that runs ended in */
export async function passMinutes(stage: Stage, minutes: number): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (let passed = 0; passed < minutes; passed += 15) {
    stage.clock.advance(15);
    await stage.rollOut().catch((error) => errors.push(error));
  }
  return errors;
}
