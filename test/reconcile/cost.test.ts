import { expect, test } from '@jest/globals';
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

test.each([
  [10, 3],
  [60, 7],
])(
  'a waiting tick with %i images and %i regions costs at most N + R + 3 calls and writes nothing',
  async (N, R) => {
    for (const region of REGIONS) stage.sim.world.quota(region, { images: 100 });
    for (let n = 0; n < N; n += 1) {
      stage.sim.world.createImage(HOME, {
        name: `image-${n}`,
        tags: n < 2 ? { 'replicate:to': REGIONS.slice(0, R).join(' ') } : {},
      });
    }
    await stage.deliver({});
    await stage.tick();
    countCalls();
    await stage.tick();
    const operations = new Set(stage.sim.calls.map(({ operation }) => operation));
    expect(operations).toEqual(new Set(['DescribeImages', 'ListTagsForResource']));
    expect(countCalls()).toBeLessThanOrEqual(N + R + 3);
  },
);
