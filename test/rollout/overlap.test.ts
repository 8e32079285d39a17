import { expect, test } from '@jest/globals';
import { HOME, keys } from '../../sim/harness/account.ts';
import { createStage, type Stage } from '../support/stage.ts';
import { EU, imageOf, outdateFleet, passMinutes, retag, statusOf, updates } from './fleets.ts';

/** The third image of the family, and its finished replica. */
function finishThird({ sim: { world }, clock }: Stage): void {
  const source = world.createImage(HOME, {
    name: 'cad-3',
    tags: {
      'replicate:to': EU,
      'replicate:family': 'cad',
      [keys.status(EU)]: 'AVAILABLE since=2026-11-23T08:00:00Z name=cad-3',
    },
  });
  const created = `${clock.now().toISOString().slice(0, 19)}Z`;
  world.createImage(EU, {
    name: 'cad-3',
    description: `[replica of ${HOME}/cad-3 ${created}]`,
    imageBuilderName: null,
    tags: {
      [keys.source]: source.arn,
      [keys.sourceCreated]: created,
      'replicate:family': 'cad',
    },
  });
}

async function prepare(): Promise<Stage> {
  const stage = createStage();
  await outdateFleet(stage);
  stage.clock.advance(60);
  return stage;
}

test('when a run begins at any call of another and has a newer image, its fleet ends on that, and never goes back', async () => {
  const alone = await prepare();
  const before = alone.sim.calls.length;
  await alone.rollOut();
  const calls = alone.sim.calls.length - before;
  for (let at = 1; at <= calls; at += 1) {
    const stage = await prepare();
    let second: Promise<unknown> | undefined;
    stage.sim.onCall(() => {
      if (stage.sim.calls.length - before < at || second !== undefined) return;
      finishThird(stage);
      second = stage.rollOut();
    });
    await stage.rollOut();
    await second;
    await passMinutes(stage, 30);
    const images = updates(stage).map(({ input }) => `${Object(input).ImageArn}`.slice(-5));
    expect({ at, images, fleet: imageOf(stage, EU) }).toEqual({
      at,
      images: images.toSorted(),
      fleet: 'cad-3',
    });
    expect(statusOf(stage, EU)).toMatch(/^FOLLOWING /);
  }
}, 60_000);

test('a run that sees that another is about to give its fleet another image leaves that to it', async () => {
  const stage = await prepare();
  stage.sim.onCall(({ operation, input }) => {
    if (operation !== 'TagResource' || !JSON.stringify(input).includes('code=Updating')) return;
    const status = statusOf(stage, EU)?.replace(/ to=\w+/, ' to=0f1e2d3c');
    retag(stage, EU, { 'replicate:status': status });
  });
  await stage.rollOut();
  expect(updates(stage)).toHaveLength(0);
});
