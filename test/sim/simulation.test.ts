import { expect, test } from '@jest/globals';
import { createSimulation } from '../../sim/index.ts';
import { AUTHORIZATION, SOURCE, START } from './harness.ts';

test('a simulation answers in the same process, as the server does over HTTP', async () => {
  const { world, calls, answer } = createSimulation({ now: () => START });
  world.createImage(SOURCE, { name: 'cad' });
  const describe = { target: 'PhotonAdminProxyService.DescribeImages', body: '{}' };
  expect(await answer({ ...describe, authorization: AUTHORIZATION })).toMatchObject({
    status: 200,
    body: { Images: [{ Name: 'cad', State: 'AVAILABLE' }] },
  });
  expect(await answer({ ...describe, authorization: undefined })).toMatchObject({ status: 400 });
  expect(calls.map(({ operation, status }) => [operation, status])).toEqual([
    ['DescribeImages', 200],
    ['DescribeImages', 400],
  ]);
});
