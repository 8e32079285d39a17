import { expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { AP, EU } from './fleets.ts';
import { createRolloutWorld, type Death, REGIONS, type RolloutWorld } from './world.ts';

/** Three fleets that are to move to a new image. */
function newImage(): RolloutWorld {
  const world = createRolloutWorld();
  for (const region of REGIONS) world.retag(region, { 'replicate:follow': 'cad' });
  world.pass(60);
  world.build('together');
  world.copied(EU, 'AVAILABLE');
  world.copied(AP, 'AVAILABLE');
  return world;
}

test('a run that dies at any call changes no fleet twice, and the next runs end what it began', async () => {
  const whole = newImage();
  await whole.run();
  const calls = whole.calls();
  expect(calls).toBeGreaterThan(40);
  const deaths = Array.from({ length: calls }, (_, index) => index + 1).flatMap((call): Death[] => [
    { call, acts: false },
    { call, acts: true },
  ]);
  for (const death of deaths) {
    const world = newImage();
    await world.run(death);
    for (let sweep = 0; sweep < 3; sweep += 1) {
      world.pass(15);
      await world.run();
    }
    const messages = world.messages().filter(({ outcome }) => outcome === 'ROLLED_OUT');
    expect({
      death,
      images: REGIONS.map((region) => world.fleet(region).image?.name),
      words: REGIONS.map((region) => world.fleet(region).tags['replicate:status']?.split(' ')[0]),
      updates: world.updates.length,
      ids: new Set(messages.map(({ id }) => id)).size,
      regions: [
        ...new Set(messages.map((each) => 'fleet' in each && each.fleet.region)),
      ].toSorted(),
    }).toEqual({
      death,
      images: ['cad-2', 'cad-2', 'cad-2'],
      words: ['FOLLOWING', 'FOLLOWING', 'FOLLOWING'],
      updates: 3,
      ids: 3,
      regions: [AP, EU, HOME],
    });
  }
}, 120_000);
