import { describe, expect, test } from '@jest/globals';
import { copyOf, DESTINATION, SOURCE, start } from './harness.ts';

async function startWith(quota: { copies?: number; images?: number }, pendingFirst = 0) {
  const simulator = await start({ quotaChecked: 'afterwards', pendingFirst });
  for (const name of ['a', 'b']) simulator.world.createImage(SOURCE, { name });
  simulator.world.quota(DESTINATION, quota);
  return simulator;
}

describe('CopyImage, when quotas are checked after the call', () => {
  test.each([
    [{ copies: 1 }, 'receives 1 image copies already; its quota is 1.'],
    [{ images: 1 }, 'has 1 images in eu-west-1; its quota is 1.'],
  ])('begins a replica beyond %j, which is FAILED a minute later', async (quota, message) => {
    const { world, appstream, advance } = await startWith(quota);
    await appstream().send(copyOf('a'));
    await appstream().send(copyOf('b'));
    advance(0.9);
    expect(world.images(DESTINATION)).toMatchObject([{ state: 'COPYING' }, { state: 'COPYING' }]);
    advance(0.1);
    expect(world.images(DESTINATION)).toMatchObject([
      { name: 'a', state: 'COPYING' },
      {
        name: 'b',
        state: 'FAILED',
        stateChangeReason: {
          code: 'IMAGE_COPY_FAILURE',
          message: expect.stringContaining(message),
        },
      },
    ]);
    advance(39);
    expect(world.image(DESTINATION, 'a')?.state).toBe('AVAILABLE');
  });

  test('fails a replica in the end although it would be PENDING for longer', async () => {
    const { world, appstream, advance } = await startWith({ copies: 0 }, 5);
    await appstream().send(copyOf('a'));
    expect(world.image(DESTINATION, 'a')?.state).toBe('PENDING');
    for (const minutes of [1, 10]) {
      advance(minutes);
      expect(world.image(DESTINATION, 'a')?.state).toBe('FAILED');
    }
  });

  test('copies what the quotas allow', async () => {
    const { world, appstream, advance } = await startWith({ copies: 1 });
    await appstream().send(copyOf('a'));
    advance(40);
    await appstream().send(copyOf('b'));
    advance(40);
    expect(world.images(DESTINATION)).toMatchObject([
      { name: 'a', state: 'AVAILABLE' },
      { name: 'b', state: 'AVAILABLE' },
    ]);
  });

  test('still refuses a taken name at the call', async () => {
    const { world, appstream } = await startWith({});
    world.createImage(DESTINATION, { name: 'a' });
    await expect(appstream().send(copyOf('a'))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
  });
});
