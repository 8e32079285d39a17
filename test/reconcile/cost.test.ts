import { describe, expect, test } from '@jest/globals';
import { ProcessMemory } from '../../lib/process-memory.ts';
import { HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const REGIONS = [
  'us-east-2',
  'us-west-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'ap-south-1',
];
const stage = useStage();

/** Calls since the last count, of AppStream, EventBridge and SNS. */
function countCalls(): number {
  return stage.sim.calls.splice(0).length;
}

test.each([1, 3, 7])(
  'one image to %i regions costs at most 5R + 12 calls of AppStream, EventBridge and SNS, waiting ticks apart',
  async (R) => {
    stage.sim.world.createImage(HOME, {
      name: 'cad',
      tags: { 'replicate:to': REGIONS.slice(0, R).join(' ') },
    });
    await stage.look('cad');
    let calls = countCalls();
    while (stage.inbox().length < R) {
      await stage.tick();
      const now = countCalls();
      if (stage.inbox().length > 0) calls += now;
    }
    expect(calls).toBeLessThanOrEqual(5 * R + 12);
  },
);

/** So many images, the first two of which are being copied to R regions. */
async function copyTwoOf(images: number, R: number): Promise<void> {
  for (const region of REGIONS) stage.sim.world.quota(region, { images: 100 });
  for (let n = 0; n < images; n += 1) {
    const to = REGIONS.slice(0, R).join(' ');
    const tags: Record<string, string> = n < 2 ? { 'replicate:to': to } : {};
    stage.sim.world.createImage(HOME, { name: `image-${n}`, tags });
  }
  await stage.deliver({});
  countCalls();
}

describe.each([
  [10, 3],
  [60, 7],
  [500, 1],
])('with %i images, two of them in flight to %i regions,', (N, R) => {
  test('a waiting tick costs at most one call for each destination and source in flight, and two, and writes nothing', async () => {
    await copyTwoOf(N, R);
    await stage.tick();
    countCalls();
    await stage.tick();
    const operations = new Set(stage.sim.calls.map(({ operation }) => operation));
    expect(operations).toEqual(new Set(['DescribeImages', 'ListTagsForResource']));
    expect(countCalls()).toBeLessThanOrEqual(2 * R + 2 + 2);
  });

  test('the first tick of a process reads every image once', async () => {
    await copyTwoOf(N, R);
    Object.assign(stage.reconciler, { memory: new ProcessMemory() });
    await stage.tick();
    expect(countCalls()).toBeLessThanOrEqual(N + Math.ceil(N / 25) + R);
  });
});

test('a waiting tick costs no more where the destinations have hundreds of images', async () => {
  await copyTwoOf(10, 3);
  for (const region of REGIONS)
    for (let n = 0; n < 200; n += 1) stage.sim.world.createImage(region, { name: `theirs-${n}` });
  await stage.tick();
  countCalls();
  await stage.tick();
  expect(countCalls()).toBe(1 + 2 + 3);
  await stage.settle();
  expect(stage.inbox()).toHaveLength(6);
});
