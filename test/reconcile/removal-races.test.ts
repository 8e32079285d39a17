import { describe, expect, test } from '@jest/globals';
import { COPY_FAILURE, HOME, type StageOptions } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

/** The first copies, one by default, fail: the first after a minute. The next take so many. */
async function setUp(minutes: number, options: StageOptions = {}, failing = 1): Promise<void> {
  let made = 0;
  stage.set({
    copyMinutes: () => (made === 0 ? 1 : minutes),
    copyOutcome: () => {
      made += 1;
      return made <= failing ? { fails: COPY_FAILURE } : undefined;
    },
    ...options,
  });
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': EU } });
  await stage.look('cad');
  // The failed replica is tagged; then its pause is over, and nobody has come to delete it.
  await stage.pass(10);
  stage.clock.advance(1);
  expect(stage.sim.world.image(EU, 'cad')).toMatchObject({
    state: 'FAILED',
    tags: { 'replicate:source': expect.anything() },
  });
}

const tick = () => stage.run({ kind: 'all', trigger: 'tick' });
const sweep = () => stage.run({ kind: 'all', trigger: 'sweep' });
const outcomes = () => stage.inbox().map(({ message }) => message.outcome);

/** Holds the first run up right before it looks at the replica again, while others go on. */
function holdUp(meanwhile: () => Promise<void>): void {
  let isFirst = true;
  stage.sim.onCall(async ({ operation, region }) => {
    if (operation !== 'ListTagsForResource' || region !== EU || !isFirst) return;
    isFirst = false;
    await meanwhile();
  });
}

describe('a slow run that is about to delete a failed replica', () => {
  test.each([0, 1, 40])(
    'leaves the copy alone that other runs have made meanwhile, which takes %d minutes',
    async (minutes) => {
      await setUp(minutes);
      holdUp(async () => {
        for (let ticks = 0; ticks < 4; ticks += 1) await stage.tick();
        expect(stage.sim.world.image(EU, 'cad')?.state).not.toBe('FAILED');
      });
      await tick();
      const deleted = stage.sim.calls.filter(({ operation }) => operation === 'DeleteImage');
      expect(deleted).toHaveLength(1);
      await stage.pass(60);
      expect(stage.sim.world.image(EU, 'cad')?.state).toBe('AVAILABLE');
      expect(outcomes()).toEqual(['SUCCEEDED']);
      expect(stage.word('cad', EU)).toBe('AVAILABLE');
    },
  );

  test('leaves the copy alone that other runs have made meanwhile, though it has failed as well', async () => {
    await setUp(1, {}, 2);
    holdUp(async () => {
      for (let ticks = 0; ticks < 4; ticks += 1) await stage.tick();
      expect(stage.sim.world.image(EU, 'cad')?.state).toBe('FAILED');
    });
    await tick();
    const deleted = stage.sim.calls.filter(({ operation }) => operation === 'DeleteImage');
    expect(deleted).toHaveLength(1);
    expect(stage.sim.world.image(EU, 'cad')?.state).toBe('FAILED');
  });

  test('leaves an image alone that somebody has built under the name', async () => {
    await setUp(40);
    holdUp(async () => {
      stage.sim.world.deleteImage(EU, 'cad');
      stage.sim.world.createImage(EU, { name: 'cad', tags: { 'replicate:source': 'any' } });
    });
    await tick();
    expect(stage.sim.world.image(EU, 'cad')?.tags).toEqual({ 'replicate:source': 'any' });
  });
});

test.each(['refused', 'accepted', 'missing'] as const)(
  'a tick and a sweep at once make one new copy, when a second DeleteImage is %s',
  async (deleteWhileDeleting) => {
    await setUp(40, { deleteMinutes: () => 3, deleteWhileDeleting });
    await Promise.all([tick(), sweep()]);
    await stage.pass(24 * 60);
    const copies = stage.sim.calls.filter(
      ({ operation, error }) => operation === 'CopyImage' && error === undefined,
    );
    expect(copies).toHaveLength(2);
    expect(outcomes()).toEqual(['SUCCEEDED']);
  },
);

test('copies that AWS accepts and fails for a quota are spread over more than an hour', async () => {
  stage.set({ quotaChecked: 'afterwards' });
  stage.sim.world.quota(EU, { copies: 0 });
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': EU } });
  await stage.look('cad');
  await stage.pass(65);
  expect(outcomes()).toEqual([]);
  stage.sim.world.quota(EU, { copies: 2 });
  await stage.pass(60);
  expect(outcomes()).toEqual(['SUCCEEDED']);
});
