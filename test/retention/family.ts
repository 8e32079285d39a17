/* A family of images with its replicas, for tests of retention. */

import { iso } from '../../lib/core/text.ts';
import { changed, EU, replicate } from '../support/family.ts';
import type { Stage } from '../support/stage.ts';

export { EU, replicate } from '../support/family.ts';

/** Three images, of which the newest says that one replica stays. */
export async function replicateThree(stage: Stage): Promise<void> {
  await replicate(stage, 'cad-1', { 'replicate:keep': '9' });
  await replicate(stage, 'cad-2');
  await replicate(stage, 'cad-3', { 'replicate:keep': '1' });
}

/** The names of the replicas that are there. */
export function replicasIn(stage: Stage, region = EU): string[] {
  return stage.sim.world.images(region).map(({ name }) => name);
}

/** Changes tags of an image; undefined takes one away. */
export function retag(
  stage: Stage,
  region: string,
  name: string,
  changes: Record<string, string | undefined>,
): void {
  const tags = changed(stage.sim.world.image(region, name)?.tags, changes);
  stage.sim.world.setTags(region, name, tags);
}

/** Hours pass, with a run of retention every half an hour, half of those that there are. @returns the errors that runs ended in */
export async function passHours(stage: Stage, hours: number): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (let half = 0; half < hours * 2; half += 1) {
    stage.clock.advance(30);
    await stage.retire().catch((error) => errors.push(error));
  }
  return errors;
}

/** What was announced of retention: the outcome and the replica. */
export function announced(stage: Stage): string[] {
  return stage
    .inbox()
    .filter(({ message }) => message.operation === 'retire')
    .map(({ message }) => `${message.outcome} ${message.destination?.name}`);
}

/** The notice of a replica: the time after which it may be deleted. */
export function noticeOf({ sim }: Stage, name: string): string | undefined {
  return sim.world.image(EU, name)?.tags['replicate:retire-at'];
}

/** A notice whose time has just come. */
export function justOver({ clock }: Stage): string {
  return iso(clock.now());
}
