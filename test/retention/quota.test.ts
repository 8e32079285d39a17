import { beforeEach, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { EU, noticeOf, passHours, replicasIn, replicateThree } from './family.ts';

const stage = useStage();

/** A fourth image, for which the region has no room. */
async function waitForRoom(): Promise<void> {
  stage.sim.world.quota(EU, { images: 3 });
  stage.clock.advance(1);
  stage.sim.world.createImage(HOME, {
    name: 'cad-4',
    tags: { 'replicate:to': EU, 'replicate:family': 'cad', 'replicate:keep': '1' },
  });
  await stage.look('cad-4');
}
const status = () => stage.status('cad-4', EU);

beforeEach(() => replicateThree(stage));

test('a copy that waits for room says that replicas there are to be retired, and when', async () => {
  await waitForRoom();
  expect(status()).toMatch(/code=ImageQuota .*delete images there/);
  await stage.retire();
  const at = noticeOf(stage, 'cad-1');
  await stage.tick();
  expect(status()).toMatch(/^WAITING .*code=ReplicasRetiring /);
  expect(status()).toContain(`2 replicas there are to be retired the first after ${at}`);
});

test('it does not give up before that, and is copied when there is room', async () => {
  await waitForRoom();
  await stage.retire();
  for (let hour = 0; hour < 25; hour += 1) {
    await passHours(stage, 1);
    await stage.run({ kind: 'all', trigger: 'sweep' });
  }
  await stage.settle();
  expect(replicasIn(stage)).toEqual(['cad-3', 'cad-4']);
  expect(stage.word('cad-4', EU)).toBe('AVAILABLE');
});

test('it does not give up while the replicas are being deleted either, which is 24 hours after it began', async () => {
  stage.set({ deleteMinutes: () => 45 });
  await replicateThree(stage);
  await waitForRoom();
  await stage.retire();
  for (let quarter = 0; quarter < 26 * 4; quarter += 1) {
    stage.clock.advance(15);
    await stage.retire();
    await stage.run({ kind: 'all', trigger: 'sweep' });
  }
  await stage.settle();
  expect(stage.word('cad-4', EU)).toBe('AVAILABLE');
  expect(stage.inbox().map(({ message }) => message.outcome)).not.toContain('FAILED');
});

test('without retention it says what a person can do, and looks at no other tags', async () => {
  stage.set({ reconciler: { retention: false } });
  await replicateThree(stage);
  await stage.retire();
  await waitForRoom();
  expect(status()).toMatch(/code=ImageQuota .*delete images there/);
});

test('where nobody can say what is to be retired, it waits as before', async () => {
  await stage.retire();
  stage.sim.fault({
    operation: 'ListTagsForResource',
    region: EU,
    times: Number.POSITIVE_INFINITY,
    effect: { error: 'AccessDeniedException' },
  });
  await waitForRoom();
  expect(status()).toMatch(/code=ImageQuota .*delete images there/);
});
