import { describe, expect, test } from '@jest/globals';
import event from '../fixtures/create-image.json' with { type: 'json' };
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const stage = useStage();

const announced = () =>
  stage.inbox().map(({ message: { outcome, source } }) => `${source.name} ${outcome}`);

describe('events', () => {
  test('an image that is tagged later is replicated then', async () => {
    const events: unknown[] = [];
    stage.sim.onEvent((each) => events.push(each));
    stage.sim.world.createImage(HOME, { name: 'cad' });
    for (const each of events.splice(0)) await stage.deliver(each);
    expect(stage.sim.world.images('eu-west-1')).toHaveLength(0);
    stage.sim.world.setTags(HOME, 'cad', { 'replicate:to': 'eu-west-1' });
    for (const each of events.splice(0)) await stage.deliver(each);
    await stage.settle();
    expect(announced()).toEqual(['cad SUCCEEDED']);
  });

  test("the replicator's own tagging does not wake it", async () => {
    const events: unknown[] = [];
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    stage.sim.onEvent((each) => events.push(each));
    await stage.look('cad');
    await stage.settle();
    expect(events.length).toBeGreaterThan(2);
    for (const each of events) {
      expect(await stage.deliver(each)).toMatchObject({ kind: 'ignored' });
    }
  });

  test('doubled, late and reordered ones do no harm', async () => {
    stage.sim.world.createImage(HOME, {
      name: 'ExampleImage1',
      tags: { 'replicate:to': 'eu-west-1' },
    });
    await Promise.all([stage.deliver(event), stage.deliver(event), stage.deliver(event)]);
    await stage.settle();
    await stage.deliver(event);
    await stage.deliver({ trigger: 'sweep' });
    expect(stage.sim.world.images('eu-west-1')).toHaveLength(1);
    expect(announced()).toEqual(['ExampleImage1 SUCCEEDED']);
  });

  test('a missed one is made good by the sweep', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    await stage.deliver({ trigger: 'sweep' });
    await stage.settle();
    expect(announced()).toEqual(['cad SUCCEEDED']);
  });

  test('an image is replicated by hand by its name, and all of them by an empty event', async () => {
    stage.sim.world.createImage(HOME, { name: 'one', tags: { 'replicate:to': 'eu-west-1' } });
    stage.sim.world.createImage(HOME, { name: 'two', tags: { 'replicate:to': 'eu-west-1' } });
    await stage.deliver({ image: 'two' });
    expect(stage.word('one', 'eu-west-1')).toBeUndefined();
    await stage.deliver({});
    expect([stage.word('one', 'eu-west-1'), stage.word('two', 'eu-west-1')]).toEqual([
      'COPYING',
      'COPYING',
    ]);
  });
});
