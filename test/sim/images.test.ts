import {
  CreateImportedImageCommand,
  type CreateImportedImageCommandInput,
  CreateUpdatedImageCommand,
  DeleteImageCommand,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { SOURCE, start } from './harness.ts';

describe('DeleteImage', () => {
  test.each(['AVAILABLE', 'FAILED'] as const)(
    'removes an image in state %s at once',
    async (state) => {
      const { world, appstream } = await start();
      world.createImage(SOURCE, { name: 'cad', state });
      const { Image } = await appstream().send(new DeleteImageCommand({ Name: 'cad' }));
      expect(Image).toMatchObject({ Name: 'cad', State: state });
      expect(world.images(SOURCE)).toEqual([]);
    },
  );

  test('the name is then free for another image', async () => {
    const { world, appstream, advance } = await start();
    world.createImage(SOURCE, { name: 'cad', tags: { old: 'yes' } });
    await appstream().send(new DeleteImageCommand({ Name: 'cad' }));
    advance(1);
    const rebuilt = world.createImage(SOURCE, { name: 'cad' });
    expect(rebuilt).toMatchObject({ tags: {}, createdAt: new Date('2026-03-01T12:01:00Z') });
  });

  test.each([
    ['missing', 'ResourceNotFoundException'],
    ['sample', 'ResourceNotFoundException'],
    ['pending', 'OperationNotPermittedException'],
    ['copying', 'OperationNotPermittedException'],
    ['-', 'ValidationException'],
  ])('refuses the image %s with %s', async (Name, name) => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'sample', visibility: 'PUBLIC' });
    world.createImage(SOURCE, { name: 'pending', state: 'PENDING' });
    world.createImage(SOURCE, { name: 'copying', state: 'COPYING' });
    const attempt = appstream().send(new DeleteImageCommand({ Name }));
    await expect(attempt).rejects.toMatchObject({ name });
    expect(world.images(SOURCE)).toHaveLength(3);
  });
});

describe('CreateUpdatedImage', () => {
  const update = { existingImageName: 'cad', newImageName: 'cad-2' };

  test('builds a tagged image that was made by no image builder', async () => {
    const { world, appstream, advance } = await start();
    world.createImage(SOURCE, { name: 'cad', tags: { old: 'tag' } });
    const { image, canUpdateImage } = await appstream().send(
      new CreateUpdatedImageCommand({ ...update, newImageTags: { team: 'a' } }),
    );
    expect([image?.State, canUpdateImage]).toEqual(['PENDING', true]);
    advance(20);
    expect(world.image(SOURCE, 'cad-2')).toMatchObject({
      state: 'AVAILABLE',
      tags: { team: 'a' },
      imageBuilderName: null,
    });
  });

  test('a dry run creates nothing', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    const dryRun = new CreateUpdatedImageCommand({ ...update, dryRun: true });
    expect(await appstream().send(dryRun)).toMatchObject({ canUpdateImage: true });
    expect(world.images(SOURCE)).toHaveLength(1);
  });

  test.each([
    ['a missing image', { existingImageName: 'gone' }, 'ResourceNotFoundException'],
    [
      'an image that is not ready',
      { existingImageName: 'pending' },
      'OperationNotPermittedException',
    ],
    ['an image that is too old', { existingImageName: 'old' }, 'IncompatibleImageException'],
    ['a taken name', { newImageName: 'pending' }, 'ResourceAlreadyExistsException'],
    ['a wrong name', { newImageName: 'c ad' }, 'ValidationException'],
    ['wrong tags', { newImageTags: { a: '{}' } }, 'ValidationException'],
  ])('refuses %s', async (_, wrong, name) => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    world.createImage(SOURCE, { name: 'pending', state: 'PENDING' });
    world.createImage(SOURCE, { name: 'old', incompatible: true });
    const attempt = appstream().send(new CreateUpdatedImageCommand({ ...update, ...wrong }));
    await expect(attempt).rejects.toMatchObject({ name });
  });

  test('keeps to the image quota', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    world.quota(SOURCE, { images: 1 });
    await expect(appstream().send(new CreateUpdatedImageCommand(update))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });
});

describe('CreateImportedImage', () => {
  const input: CreateImportedImageCommandInput = {
    Name: 'imported',
    SourceAmiId: 'ami-0123456789abcdef0',
    IamRoleArn: 'arn:aws:iam::123456789012:role/import',
    Tags: { team: 'a' },
  };

  test('imports an image', async () => {
    const { world, appstream, advance } = await start();
    const { Image } = await appstream().send(new CreateImportedImageCommand(input));
    expect(Image?.State).toBe('IMPORTING');
    advance(20);
    expect(world.image(SOURCE, 'imported')).toMatchObject({ state: 'AVAILABLE', tags: input.Tags });
  });

  test.each<[string, Partial<CreateImportedImageCommandInput>, string]>([
    ['a dry run', { DryRun: true }, 'DryRunOperationException'],
    ['a taken name', { Name: 'cad' }, 'ResourceAlreadyExistsException'],
    ['a wrong AMI', { SourceAmiId: 'ami-1' }, 'ValidationException'],
    ['a wrong role', { IamRoleArn: 'import' }, 'ValidationException'],
    ['a wrong description', { Description: 'a,b' }, 'ValidationException'],
  ])('answers %s with an error and creates nothing', async (_, wrong, name) => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    const attempt = appstream().send(new CreateImportedImageCommand({ ...input, ...wrong }));
    await expect(attempt).rejects.toMatchObject({ name });
    expect(world.images(SOURCE)).toHaveLength(1);
  });
});
