import {
  type AppStreamClient,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  paginateDescribeImages,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { DESTINATION, SOURCE, START, start } from './harness.ts';

async function names(client: AppStreamClient, input: DescribeImagesCommandInput = {}) {
  const { Images = [] } = await client.send(new DescribeImagesCommand(input));
  return Images.map((image) => image.Name);
}

describe('DescribeImages', () => {
  test('shows an image as AppStream does', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad', description: 'CAD tools', displayName: 'CAD' });
    const { Images } = await appstream().send(new DescribeImagesCommand({ Names: ['cad'] }));
    expect(Images).toEqual([
      {
        Name: 'cad',
        Arn: 'arn:aws:appstream:us-east-1:123456789012:image/cad',
        DisplayName: 'CAD',
        Description: 'CAD tools',
        State: 'AVAILABLE',
        Visibility: 'PRIVATE',
        ImageSharedWithOthers: 'FALSE',
        ImageBuilderSupported: true,
        ImageBuilderName: 'builder',
        Platform: 'WINDOWS_SERVER_2022',
        Applications: [],
        CreatedTime: START,
      },
    ]);
  });

  test('gives 60 images in pages of 25, each image once', async () => {
    const { world, appstream, calls } = await start();
    for (let n = 10; n < 70; n++) world.createImage(SOURCE, { name: `image-${n}` });
    const sizes: number[] = [];
    const seen = new Set<string | undefined>();
    for await (const { Images = [] } of paginateDescribeImages({ client: appstream() }, {})) {
      sizes.push(Images.length);
      for (const image of Images) seen.add(image.Name);
    }
    expect(sizes).toEqual([25, 25, 10]);
    expect(seen.size).toBe(60);
    expect(calls).toHaveLength(3);
  });

  test('skips nothing when an image of an earlier page is deleted between two pages', async () => {
    const { world, appstream } = await start();
    for (const name of ['a', 'b', 'c', 'd']) world.createImage(SOURCE, { name });
    const first = await appstream().send(new DescribeImagesCommand({ MaxResults: 2 }));
    world.deleteImage(SOURCE, 'a');
    const rest = { MaxResults: 2, NextToken: first.NextToken };
    expect(await names(appstream(), rest)).toEqual(['c', 'd']);
  });

  describe('a NextToken', () => {
    const LETTERS = ['a', 'b', 'c', 'd'];
    const arnOf = (name: string) => `arn:aws:appstream:us-east-1:123456789012:image/${name}`;

    async function startWithToken(filter: DescribeImagesCommandInput = {}) {
      const { world, appstream } = await start();
      for (const region of [SOURCE, DESTINATION])
        for (const name of LETTERS) world.createImage(region, { name });
      const first = new DescribeImagesCommand({ ...filter, MaxResults: 2 });
      const { NextToken = '' } = await appstream().send(first);
      return { appstream, NextToken };
    }

    test.each<[string, DescribeImagesCommandInput]>([
      ['no filter', {}],
      ['Type', { Type: 'PRIVATE' }],
      ['Names', { Names: LETTERS }],
      ['Arns', { Arns: LETTERS.map(arnOf) }],
    ])('goes on where the page ended, with %s', async (_, filter) => {
      const { appstream, NextToken } = await startWithToken(filter);
      expect(await names(appstream(), { ...filter, NextToken })).toEqual(['c', 'd']);
      expect(await names(appstream(), { ...filter, NextToken, MaxResults: 1 })).toEqual(['c']);
    });

    const refused = { name: 'ValidationException' };

    test.each<[string, DescribeImagesCommandInput]>([
      ['another Type', { Type: 'PUBLIC' }],
      ['Names', { Names: LETTERS }],
      ['Arns', { Arns: LETTERS.map(arnOf) }],
    ])('is refused with %s, which its page did not have', async (_, filter) => {
      const { appstream, NextToken } = await startWithToken();
      await expect(names(appstream(), { ...filter, NextToken })).rejects.toMatchObject(refused);
    });

    test('is refused without the filter that its page had', async () => {
      const { appstream, NextToken } = await startWithToken({ Type: 'PRIVATE' });
      await expect(names(appstream(), { NextToken })).rejects.toMatchObject(refused);
    });

    test('is refused in another region', async () => {
      const { appstream, NextToken } = await startWithToken();
      const elsewhere = appstream(DESTINATION);
      await expect(names(elsewhere, { NextToken })).rejects.toMatchObject(refused);
    });

    test('is refused when it was altered', async () => {
      const { appstream, NextToken } = await startWithToken();
      const first = NextToken.startsWith('A') ? 'B' : 'A';
      const altered = [`${first}${NextToken.slice(1)}`, NextToken.slice(0, -4), `${NextToken}=`];
      for (const token of altered)
        await expect(names(appstream(), { NextToken: token })).rejects.toMatchObject(refused);
    });
  });

  test.each([
    [0, 25],
    [1, 1],
    [25, 25],
  ])('MaxResults %d gives pages of %d', async (MaxResults, size) => {
    const { world, appstream } = await start();
    for (let n = 0; n < 30; n++) world.createImage(SOURCE, { name: `image-${n}` });
    expect(await names(appstream(), { MaxResults })).toHaveLength(size);
  });

  test('lists private, shared and public images by Type, and lists all without it', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'own' });
    world.createImage(SOURCE, { name: 'theirs', visibility: 'SHARED' });
    world.createImage(SOURCE, { name: 'sample', visibility: 'PUBLIC' });
    const client = appstream();
    expect(await names(client, { Type: 'PRIVATE' })).toEqual(['own']);
    expect(await names(client, { Type: 'SHARED' })).toEqual(['theirs']);
    expect(await names(client, { Type: 'PUBLIC' })).toEqual(['sample']);
    expect((await names(client)).sort()).toEqual(['own', 'sample', 'theirs']);
  });

  test('finds shared images by ARN, not by name', async () => {
    const { world, appstream } = await start();
    const { arn } = world.createImage(SOURCE, { name: 'theirs', visibility: 'SHARED' });
    expect(await names(appstream(), { Arns: [arn] })).toEqual(['theirs']);
    await expect(names(appstream(), { Names: ['theirs'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('a missing image is an error, or an empty list if so chosen', async () => {
    const strict = await start();
    const lenient = await start({ missingImages: 'empty' });
    await expect(names(strict.appstream(), { Names: ['gone'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The image gone does not exist.',
      $metadata: { httpStatusCode: 400 },
    });
    expect(await names(lenient.appstream(), { Names: ['gone'] })).toEqual([]);
  });

  test.each<[string, DescribeImagesCommandInput, string]>([
    [
      'Names with Arns',
      { Names: ['a'], Arns: ['arn:aws:x:y:z:w'] },
      'InvalidParameterCombinationException',
    ],
    ['MaxResults 26', { MaxResults: 26 }, 'ValidationException'],
    ['MaxResults -1', { MaxResults: -1 }, 'ValidationException'],
    ['an empty name', { Names: [''] }, 'ValidationException'],
    ['a broken ARN', { Arns: ['image/cad'] }, 'ValidationException'],
    ['a made-up token', { NextToken: 'page-2' }, 'ValidationException'],
  ])('refuses %s', async (_, input, name) => {
    const { appstream } = await start();
    await expect(names(appstream(), input)).rejects.toMatchObject({ name });
  });

  test('regions do not see each other', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    world.createImage(DESTINATION, { name: 'office' });
    expect(await names(appstream(SOURCE))).toEqual(['cad']);
    expect(await names(appstream(DESTINATION))).toEqual(['office']);
  });
});
