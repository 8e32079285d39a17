import {
  type AppStreamClient,
  CopyImageCommand,
  DescribeImagesCommand,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { DESTINATION, SOURCE, START, start } from './harness.ts';

function copy(client: AppStreamClient, source: string, name = source, region = DESTINATION) {
  return client.send(
    new CopyImageCommand({
      SourceImageName: source,
      DestinationImageName: name,
      DestinationRegion: region,
      DestinationImageDescription: 'a copy',
    }),
  );
}

describe('CopyImage', () => {
  test('begins a replica that is AVAILABLE when the copy time has passed', async () => {
    const { world, appstream, advance } = await start();
    world.createImage(SOURCE, { name: 'cad', tags: { team: 'a' }, description: 'the source' });
    const answer = await copy(appstream(), 'cad', 'cad-eu');
    expect(answer.DestinationImageName).toBe('cad-eu');
    expect(world.image(DESTINATION, 'cad-eu')).toMatchObject({
      arn: 'arn:aws:appstream:eu-west-1:123456789012:image/cad-eu',
      state: 'COPYING',
      description: 'a copy',
      tags: {},
      imageBuilderName: null,
      createdAt: START,
    });
    advance(39);
    expect(world.image(DESTINATION, 'cad-eu')?.state).toBe('COPYING');
    advance(1);
    expect(world.image(DESTINATION, 'cad-eu')?.state).toBe('AVAILABLE');
  });

  test('takes as long as the test says, for each copy', async () => {
    const { world, appstream, advance } = await start({
      copyMinutes: ({ source }) => (source.name === 'slow' ? Number.POSITIVE_INFINITY : 5),
    });
    for (const name of ['slow', 'fast']) {
      world.createImage(SOURCE, { name });
      await copy(appstream(), name);
    }
    advance(100_000);
    expect(world.image(DESTINATION, 'slow')?.state).toBe('COPYING');
    expect(world.image(DESTINATION, 'fast')?.state).toBe('AVAILABLE');
  });

  test('can end in FAILED, with the reason in both places', async () => {
    const fails = { code: 'INTERNAL_SERVICE_ERROR', message: 'out of luck' };
    const { world, appstream, advance } = await start({ copyOutcome: () => ({ fails }) });
    world.createImage(SOURCE, { name: 'cad' });
    await copy(appstream(), 'cad');
    expect(world.image(DESTINATION, 'cad')?.state).toBe('COPYING');
    advance(40);
    const { Images } = await appstream(DESTINATION).send(new DescribeImagesCommand({}));
    expect(Images).toMatchObject([
      {
        State: 'FAILED',
        StateChangeReason: { Code: 'IMAGE_COPY_FAILURE', Message: 'out of luck' },
        ImageErrors: [
          {
            ErrorCode: 'INTERNAL_SERVICE_ERROR',
            ErrorMessage: 'out of luck',
            ErrorTimestamp: new Date('2026-03-01T12:40:00Z'),
          },
        ],
      },
    ]);
  });

  test('copies within a region under another name', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    await copy(appstream(), 'cad', 'cad-2', SOURCE);
    expect(world.images(SOURCE).map((image) => image.name)).toEqual(['cad', 'cad-2']);
  });

  test('a copy ends even when its source is deleted meanwhile', async () => {
    const { world, appstream, advance } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    await copy(appstream(), 'cad');
    world.deleteImage(SOURCE, 'cad');
    advance(40);
    expect(world.image(DESTINATION, 'cad')?.state).toBe('AVAILABLE');
  });

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
    await expect(copy(appstream(), name)).rejects.toMatchObject({ name: error });
    expect(world.images(DESTINATION)).toEqual([]);
  });

  test.each(['AVAILABLE', 'COPYING', 'FAILED', 'PENDING'] as const)(
    'refuses a name that an image in state %s has',
    async (state) => {
      const { world, appstream } = await start();
      world.createImage(SOURCE, { name: 'cad' });
      world.createImage(DESTINATION, { name: 'cad', state });
      await expect(copy(appstream(), 'cad')).rejects.toMatchObject({
        name: 'ResourceAlreadyExistsException',
      });
    },
  );

  test('refuses the third copy at the same time into one region, and only there', async () => {
    const { world, appstream, advance } = await start();
    for (const name of ['a', 'b', 'c']) world.createImage(SOURCE, { name });
    const client = appstream();
    await copy(client, 'a');
    await copy(client, 'b');
    await expect(copy(client, 'c')).rejects.toMatchObject({ name: 'LimitExceededException' });
    await copy(client, 'c', 'c', 'eu-central-1');
    advance(40);
    await copy(client, 'c');
    expect(world.images(DESTINATION)).toHaveLength(3);
  });

  test('refuses the eleventh image of a region, which an own image frees again', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    for (let n = 0; n < 10; n++) world.createImage(DESTINATION, { name: `image-${n}` });
    world.createImage(DESTINATION, { name: 'sample', visibility: 'PUBLIC' });
    await expect(copy(appstream(), 'cad')).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    world.deleteImage(DESTINATION, 'image-0');
    await copy(appstream(), 'cad');
    expect(world.image(DESTINATION, 'cad')?.state).toBe('COPYING');
  });

  test('quotas can be changed one by one', async () => {
    const { world, appstream } = await start();
    for (const name of ['a', 'b', 'c']) world.createImage(SOURCE, { name });
    world.quota(DESTINATION, { copies: 3 });
    world.quota(DESTINATION, { images: 2 });
    await copy(appstream(), 'a');
    await copy(appstream(), 'b');
    await expect(copy(appstream(), 'c')).rejects.toMatchObject({ name: 'LimitExceededException' });
    world.quota(DESTINATION, { images: 3 });
    await copy(appstream(), 'c');
    expect(world.images(DESTINATION)).toHaveLength(3);
  });

  test.each([
    ['of another partition', 'us-gov-west-1'],
    ['that is not enabled', 'ap-southeast-5'],
    ['that is none', 'Europe'],
  ])('refuses a destination %s', async (_, region) => {
    const { world, appstream } = await start();
    world.disableRegion('ap-southeast-5');
    world.createImage(SOURCE, { name: 'cad' });
    await expect(copy(appstream(), 'cad', 'cad', region)).rejects.toMatchObject({
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
