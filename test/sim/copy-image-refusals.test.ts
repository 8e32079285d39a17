import { CopyImageCommand } from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { copyOf, DESTINATION, SOURCE, start } from './harness.ts';

describe('CopyImage', () => {
  test.each([
    ['missing', 'ResourceNotFoundException'],
    ['shared', 'ResourceNotFoundException'],
    ['public', 'ResourceNotFoundException'],
    ['pending', 'ResourceNotAvailableException'],
    ['failed', 'ResourceNotAvailableException'],
    ['incompatible', 'IncompatibleImageException'],
  ])('refuses a source that is %s', async (name, error) => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'shared', visibility: 'SHARED' });
    world.createImage(SOURCE, { name: 'public', visibility: 'PUBLIC' });
    world.createImage(SOURCE, { name: 'pending', state: 'PENDING' });
    world.createImage(SOURCE, { name: 'failed', state: 'FAILED' });
    world.createImage(SOURCE, { name: 'incompatible', incompatible: true });
    await expect(appstream().send(copyOf(name))).rejects.toMatchObject({ name: error });
    expect(world.images(DESTINATION)).toEqual([]);
  });

  test.each(['AVAILABLE', 'COPYING', 'FAILED', 'PENDING'] as const)(
    'refuses a name that an image in state %s has',
    async (state) => {
      const { world, appstream } = await start();
      world.createImage(SOURCE, { name: 'cad' });
      world.createImage(DESTINATION, { name: 'cad', state });
      await expect(appstream().send(copyOf('cad'))).rejects.toMatchObject({
        name: 'ResourceAlreadyExistsException',
      });
    },
  );

  test.each([
    ['of another partition', 'us-gov-west-1'],
    ['that is not enabled', 'ap-southeast-5'],
    ['that is none', 'Europe'],
  ])('refuses a destination %s', async (_, region) => {
    const { world, appstream } = await start();
    world.disableRegion('ap-southeast-5');
    world.createImage(SOURCE, { name: 'cad' });
    await expect(appstream().send(copyOf('cad', 'cad', region))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test.each([
    ['an empty name', { DestinationImageName: '' }],
    ['a name of 102 characters', { DestinationImageName: 'a'.repeat(102) }],
    ['a name that begins with a dash', { DestinationImageName: '-cad' }],
    ['a name with a space', { SourceImageName: 'c ad' }],
    ['no name', { DestinationImageName: undefined }],
    ['an empty region', { DestinationRegion: '' }],
    ['a region of 33 characters', { DestinationRegion: 'a'.repeat(33) }],
    ['a description of 257 characters', { DestinationImageDescription: 'd'.repeat(257) }],
  ])('refuses %s', async (_, wrong) => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    const input = {
      SourceImageName: 'cad',
      DestinationImageName: 'cad',
      DestinationRegion: DESTINATION,
      ...wrong,
    };
    await expect(appstream().send(new CopyImageCommand(input))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(Object.keys(wrong)[0] ?? ''),
    });
  });

  test('accepts the longest name and the longest description', async () => {
    const { world, appstream } = await start();
    const name = 'a'.repeat(101);
    world.createImage(SOURCE, { name });
    await appstream().send(
      new CopyImageCommand({
        SourceImageName: name,
        DestinationImageName: name,
        DestinationRegion: DESTINATION,
        DestinationImageDescription: 'd'.repeat(256),
      }),
    );
    expect(world.image(DESTINATION, name)?.description).toHaveLength(256);
  });
});
