import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { HOME } from '../support/stage.ts';
import { Machine } from './machine/machine.ts';
import { photograph, reasonsToStay, sourceIn } from './machine/photo.ts';
import { history, REGIONS } from './machine/step.ts';

/** Everything passes that can pass: no call is refused, nobody uses or shares a replica any more. */
function heal({ stage: { sim } }: Machine): void {
  sim.clearFaults();
  for (const region of REGIONS) {
    for (const { name } of sim.world.fleets(region)) sim.world.deleteFleet(region, name);
    for (const { name } of sim.world.imageBuilders(region))
      sim.world.deleteImageBuilder(region, name);
    for (const { name } of sim.world.images(region)) sim.world.unshare(region, name);
  }
}

/** What should have gone and is still there: old replicas, and signs of a retirement that did not end. */
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
  return [...old.map(({ arn }) => arn), ...statuses];
}

let deletions = 0;

test('whatever happens, nothing is deleted that should stay, and in the end everything that should go is gone', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const machine = new Machine();
      for (const step of steps) await machine.play(step);
      heal(machine);
      await machine.copy();
      await machine.play({ do: 'pass', hours: 30 });
      await machine.copy();
      await machine.play({ do: 'pass', hours: 30 });
      expect(machine.violations).toEqual([]);
      expect(leftOver(machine)).toEqual([]);
      deletions += machine.deletions;
    }),
    { numRuns: 15 },
  );
  expect(deletions).toBeGreaterThan(15);
}, 300_000);

test('the judge of these histories knows a wrong deletion when it sees one', () => {
  const machine = new Machine();
  const { world } = machine.stage.sim;
  world.createImage(HOME, {
    name: 'cad-1',
    tags: { 'replicate:family': 'cad', 'replicate:keep': '1' },
  });
  const foreign = world.createImage('eu-west-1', { name: 'cad-1' });
  expect(reasonsToStay(photograph(machine.stage), foreign)).toEqual(['it is not ours']);
});
