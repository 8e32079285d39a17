/* Plays a history of retention to its end, and says what was wrong in it. */

import { Machine } from './machine.ts';
import { photograph, reasonsToStay, sourceIn } from './photo.ts';
import { REGIONS, type Step } from './step.ts';

/** What a history came to. */
export interface Ending {
  /** Deletions that should not have been, with why, and what should have gone and is still there. */
  readonly wrong: readonly string[];
  readonly deletions: number;
}

/** Plays the steps. Then everything passes that can pass, and time goes by. */
export async function playToTheEnd(steps: readonly Step[]): Promise<Ending> {
  const machine = new Machine();
  for (const step of steps) await machine.play(step);
  heal(machine);
  await machine.copy();
  await machine.play({ do: 'pass', hours: 30 });
  await machine.copy();
  await machine.play({ do: 'pass', hours: 30 });
  const wrongly = machine.violations.map(({ image, why }) => `${image}: ${why.join(', ')}`);
  return { wrong: [...wrongly, ...leftOver(machine)], deletions: machine.deletions };
}

/** No call is refused, nobody uses or shares a replica any more. */
function heal({ stage: { sim } }: Machine): void {
  sim.clearFaults();
  for (const region of REGIONS) {
    for (const { name } of sim.world.fleets(region)) sim.world.deleteFleet(region, name);
    for (const { name } of sim.world.imageBuilders(region))
      sim.world.deleteImageBuilder(region, name);
    for (const { name } of sim.world.images(region)) sim.world.unshare(region, name);
  }
}

/** What should not be so any more: old replicas, signs of a retirement that did not end, and families of the past. */
function leftOver({ stage }: Machine): string[] {
  const photo = photograph(stage);
  const isReplicated = photo.sources.some(({ tags }) => tags['replicate:to'] !== undefined);
  const old = photo.replicas.filter((image) => {
    const source = sourceIn(photo, image);
    const status = source?.tags[`replicate:status:${image.region}`] ?? '';
    const isOther = !status.includes(` name=${image.name}`) || status.startsWith('AVAILABLE');
    const isAtRest = image.state === 'AVAILABLE' && (source === undefined || isOther);
    return isReplicated && isAtRest && reasonsToStay(photo, image).length === 0;
  });
  const statuses = photo.sources.flatMap(({ name, tags }) =>
    REGIONS.flatMap((region) => {
      const status = tags[`replicate:status:${region}`] ?? '';
      return /^RETIRED .*\bdue=/.test(status) ? [`${name} to ${region}: ${status}`] : [];
    }),
  );
  const strayed = photo.replicas.filter((image) => {
    const source = sourceIn(photo, image);
    const isFollowed = isReplicated && image.state === 'AVAILABLE' && source !== undefined;
    return isFollowed && source.tags['replicate:family'] !== image.tags['replicate:family'];
  });
  return [
    ...old.map(({ arn }) => `${arn} is still there`),
    ...statuses,
    ...strayed.map(({ arn }) => `${arn} has another family than its source image`),
  ];
}
