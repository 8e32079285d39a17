import { expect, test } from '@jest/globals';
import { createStage, type Stage } from '../support/stage.ts';
import { announced, EU, justOver, replicate, replicateThree, retag } from './family.ts';

/** An account with a replica whose day is over. */
async function prepare(deleteWhileDeleting: 'refused' | 'missing'): Promise<Stage> {
  const stage = createStage({ deleteWhileDeleting, deleteMinutes: () => 5 });
  await replicate(stage, 'cad-1');
  await replicate(stage, 'cad-2', { 'replicate:keep': '1' });
  retag(stage, EU, 'cad-1', { 'replicate:retire-at': justOver(stage) });
  return stage;
}

test.each(['refused', 'missing'] as const)(
  'a run that begins at any call of another announces no delete a second time (a second delete is %s)',
  async (answer) => {
    const alone = await prepare(answer);
    const before = alone.sim.calls.length;
    await alone.retire();
    const calls = alone.sim.calls.length - before;
    expect(calls).toBeGreaterThan(20);
    for (let at = 1; at <= calls; at += 1) {
      const stage = await prepare(answer);
      let second: Promise<unknown> | undefined;
      stage.sim.onCall(() => {
        if (stage.sim.calls.length - before >= at) second ??= stage.retire();
      });
      await stage.retire();
      await second;
      stage.clock.advance(15);
      await stage.retire();
      expect({ at, announced: announced(stage) }).toEqual({ at, announced: ['RETIRED cad-1'] });
    }
  },
  120_000,
);

test('a second run at the same time gives no second notice', async () => {
  const stage = createStage();
  await replicateThree(stage);
  await Promise.all([stage.retire(), stage.retire()]);
  expect(new Set(stage.inbox().map(({ message }) => message.id)).size).toBe(
    3 + new Set(announced(stage)).size,
  );
});
