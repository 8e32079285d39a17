import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { histories } from '../support/property.ts';
import { HOME } from '../support/stage.ts';
import { playToTheEnd } from './machine/ending.ts';
import { Machine } from './machine/machine.ts';
import { photograph, reasonsToStay } from './machine/photo.ts';
import { history } from './machine/step.ts';

let deletions = 0;

test('whatever happens, nothing is deleted that should stay, and in the end everything that should go is gone', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const ending = await playToTheEnd(steps);
      expect(ending.wrong).toEqual([]);
      deletions += ending.deletions;
    }),
    histories(15),
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
