import {
  DeleteImageCommand,
  DescribeImageBuildersCommand,
  type DescribeImageBuildersCommandInput,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import type { SimulatorOptions } from '../../sim/index.ts';
import { DESTINATION, SOURCE, START, start } from './harness.ts';

async function startWithBuilder(options: Partial<SimulatorOptions> = {}) {
  const simulator = await start(options);
  simulator.world.createImage(SOURCE, { name: 'cad', platform: 'RHEL8' });
  const { arn } = simulator.world.createImageBuilder(SOURCE, { name: 'bench', imageName: 'cad' });
  const client = simulator.appstream();
  return {
    ...simulator,
    client,
    arn,
    describePage: (input: DescribeImageBuildersCommandInput = {}) =>
      client.send(new DescribeImageBuildersCommand(input)),
  };
}

describe('DescribeImageBuilders', () => {
  test('shows an image builder with the image that it was created from', async () => {
    const { world, describePage, arn } = await startWithBuilder();
    expect((await describePage()).ImageBuilders).toMatchObject([
      {
        Name: 'bench',
        Arn: arn,
        ImageArn: world.image(SOURCE, 'cad')?.arn,
        State: 'RUNNING',
        Platform: 'RHEL8',
        CreatedTime: START,
      },
    ]);
    expect(arn).toBe('arn:aws:appstream:us-east-1:123456789012:image-builder/bench');
  });

  test('finds image builders by name, in their region only, and misses those that are not there', async () => {
    const { world, describePage, appstream } = await startWithBuilder();
    world.createImageBuilder(SOURCE, { name: 'other', imageName: 'cad', state: 'STOPPED' });
    expect((await describePage({ Names: ['other'] })).ImageBuilders).toMatchObject([
      { Name: 'other', State: 'STOPPED' },
    ]);
    await expect(describePage({ Names: ['gone'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const there = await appstream(DESTINATION).send(new DescribeImageBuildersCommand({}));
    expect(there.ImageBuilders).toEqual([]);
  });

  test('shows pages of MaxResults, or of 25, each image builder once', async () => {
    const { world, describePage } = await startWithBuilder();
    for (let n = 0; n < 29; n += 1)
      world.createImageBuilder(SOURCE, { name: `builder-${n}`, imageName: 'cad' });
    const first = await describePage({ MaxResults: 4 });
    const second = await describePage({ MaxResults: 100, NextToken: first.NextToken });
    const third = await describePage({ NextToken: second.NextToken });
    const pages = [first, second, third].map(({ ImageBuilders = [] }) => ImageBuilders);
    expect(pages.map(({ length }) => length)).toEqual([4, 25, 1]);
    expect(new Set(pages.flat().map(({ Name }) => Name)).size).toBe(30);
    expect(third.NextToken).toBeUndefined();
  });

  test.each<[string, DescribeImageBuildersCommandInput]>([
    ['a negative page', { MaxResults: -1 }],
    ['an empty name', { Names: [''] }],
    ['a token that nobody gave out', { NextToken: 'x' }],
  ])('refuses %s', async (_, input) => {
    const { describePage } = await startWithBuilder();
    await expect(describePage(input)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('an image that an image builder uses', () => {
  const deletion = new DeleteImageCommand({ Name: 'cad' });

  test('cannot be deleted until the image builder is', async () => {
    const { world, client } = await startWithBuilder();
    await expect(client.send(deletion)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    expect(() => world.deleteImage(SOURCE, 'cad')).toThrow('image-builder/bench');
    world.deleteImageBuilder(SOURCE, 'bench');
    expect(world.imageBuilders(SOURCE)).toEqual([]);
    await client.send(deletion);
    expect(world.images(SOURCE)).toEqual([]);
  });

  test('can be deleted when told so, but not while a fleet uses it as well', async () => {
    const { world, client } = await startWithBuilder({ deleteUsedByBuilder: 'accepted' });
    world.createFleet(SOURCE, { name: 'design', imageName: 'cad' });
    await expect(client.send(deletion)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    world.deleteFleet(SOURCE, 'design');
    await client.send(deletion);
    expect(world.images(SOURCE)).toEqual([]);
  });
});

describe('image builders in the world', () => {
  test('can be tagged, and send the events of what is done by hand', async () => {
    const { world, client, arn, onEvent } = await startWithBuilder();
    const events: unknown[] = [];
    onEvent(({ detail }) => events.push(detail.eventName));
    await client.send(new TagResourceCommand({ ResourceArn: arn, Tags: { team: 'a' } }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    expect(Tags).toEqual({ team: 'a' });
    world.createImageBuilder(SOURCE, { name: 'other', imageName: 'cad' });
    world.deleteImageBuilder(SOURCE, 'other');
    expect(events).toEqual(['TagResource', 'CreateImageBuilder', 'DeleteImageBuilder']);
  });

  test('refuse what AppStream could not hold, and what is not there', async () => {
    const { world } = await startWithBuilder();
    const create = (name: string, imageName: string) => () =>
      world.createImageBuilder(SOURCE, { name, imageName });
    expect(create('bench', 'cad')).toThrow('exists already');
    expect(create('be nch', 'cad')).toThrow('Invalid format');
    expect(create('other', 'gone')).toThrow('No image gone');
    expect(() => world.deleteImageBuilder(SOURCE, 'gone')).toThrow('No image builder gone');
  });
});
