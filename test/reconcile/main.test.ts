import { afterEach, describe, expect, test } from '@jest/globals';
import { createStage, HOME, keys, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

describe('a new image', () => {
  test('with a rule is copied to each region, tagged, announced and remembered', async () => {
    stage = await createStage();
    stage.sim.world.createImage(HOME, {
      name: 'cad',
      description: 'CAD 2026',
      tags: { 'replicate:to': 'eu-west-1 ap-southeast-2=cad-apac', team: 'design' },
    });
    await stage.look('cad');
    expect(stage.isWatching()).toBe(true);
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
    await stage.settle();
    expect(stage.sim.world.image('eu-west-1', 'cad')).toMatchObject({
      state: 'AVAILABLE',
      tags: { team: 'design', [keys.source]: `arn:aws:appstream:${HOME}:123456789012:image/cad` },
    });
    expect(stage.sim.world.image('ap-southeast-2', 'cad-apac')?.state).toBe('AVAILABLE');
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
    expect(
      stage.inbox().map(({ message }) => [message.outcome, message.destination?.name]),
    ).toEqual([
      ['SUCCEEDED', 'cad'],
      ['SUCCEEDED', 'cad-apac'],
    ]);
    console.log(
      stage.sim.world.image(HOME, 'cad')?.tags,
      stage.inbox()[0],
      stage.sim.calls.filter((c) => c.service === 'appstream').length,
      stage.sim.world.image('eu-west-1', 'cad'),
    );
  });
});
