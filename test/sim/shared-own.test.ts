import {
  type AppStreamClient,
  CreateUpdatedImageCommand,
  DeleteImageCommand,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import type { SimulatorOptions } from '../../sim/index.ts';
import { copyOf, DESTINATION, SOURCE, start } from './harness.ts';

const PARTNER = { '999999999999': { allowFleet: true, allowImageBuilder: false } };

async function look(client: AppStreamClient, input: DescribeImagesCommandInput = {}) {
  return (await client.send(new DescribeImagesCommand(input))).Images ?? [];
}

async function startShared(options: Partial<SimulatorOptions>) {
  const simulator = await start(options);
  const { arn } = simulator.world.createImage(SOURCE, { name: 'cad', sharedWith: PARTNER });
  return { ...simulator, arn, client: simulator.appstream() };
}

describe.each(['PRIVATE', 'SHARED'] as const)('an own image that is shared, as %s', (shown) => {
  const options = { sharedOwnImages: shown };
  const other = shown === 'PRIVATE' ? 'SHARED' : 'PRIVATE';

  test('says so, and is found by name, by ARN and by that type', async () => {
    const { client, arn } = await startShared(options);
    const cad = { Arn: arn, Visibility: shown, ImageSharedWithOthers: 'TRUE' };
    for (const filter of [{}, { Names: ['cad'] }, { Arns: [arn] }, { Type: shown }])
      expect(await look(client, filter)).toMatchObject([cad]);
    expect(await look(client, { Type: other })).toEqual([]);
  });

  test('can be tagged, copied and updated, and the copies are not shared', async () => {
    const { world, client, arn, appstream } = await startShared(options);
    await client.send(new TagResourceCommand({ ResourceArn: arn, Tags: { team: 'a' } }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    expect(Tags).toEqual({ team: 'a' });
    await client.send(copyOf('cad'));
    await client.send(
      new CreateUpdatedImageCommand({ existingImageName: 'cad', newImageName: 'cad-2' }),
    );
    const notShared = { Visibility: 'PRIVATE', ImageSharedWithOthers: 'FALSE' };
    expect(await look(appstream(DESTINATION))).toMatchObject([notShared]);
    expect(await look(client, { Names: ['cad-2'] })).toMatchObject([notShared]);
    expect(world.image(SOURCE, 'cad')?.sharedWith).toEqual(PARTNER);
  });

  test('counts towards the quota, and keeps its name', async () => {
    const { world, client, appstream } = await startShared(options);
    world.createImage(DESTINATION, { name: 'cad', sharedWith: PARTNER });
    world.quota(DESTINATION, { images: 1 });
    await expect(client.send(copyOf('cad'))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
    await expect(client.send(copyOf('cad', 'cad-2'))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    expect(await look(appstream(DESTINATION))).toHaveLength(1);
  });

  test('cannot be deleted until it is no longer shared', async () => {
    const { world, client } = await startShared(options);
    const deletion = new DeleteImageCommand({ Name: 'cad' });
    await expect(client.send(deletion)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    world.unshare(SOURCE, 'cad', '999999999999');
    expect(world.image(SOURCE, 'cad')?.visibility).toBe('PRIVATE');
    await client.send(deletion);
    expect(world.images(SOURCE)).toEqual([]);
  });
});

describe('sharing by hand', () => {
  test('shows at once, and sends the events of its calls', async () => {
    const { world, appstream, onEvent } = await start({ sharedOwnImages: 'SHARED' });
    world.createImage(SOURCE, { name: 'cad' });
    const events: unknown[] = [];
    onEvent(({ detail }) => events.push([detail.eventName, detail.requestParameters?.name]));
    world.share(SOURCE, 'cad');
    expect(await look(appstream(), { Names: ['cad'] })).toMatchObject([
      { Visibility: 'SHARED', ImageSharedWithOthers: 'TRUE' },
    ]);
    world.unshare(SOURCE, 'cad');
    expect(events).toEqual([
      ['UpdateImagePermissions', 'cad'],
      ['DeleteImagePermissions', 'cad'],
    ]);
  });

  test('sends the event of a new image for an image that is shared from the start', async () => {
    const { world, onEvent } = await start({ sharedOwnImages: 'SHARED' });
    const events: string[] = [];
    onEvent(({ detail }) => events.push(detail.eventName));
    world.createImage(SOURCE, { name: 'cad', sharedWith: PARTNER });
    expect(events).toEqual(['CreateImage']);
  });

  test('prefers the own image by its name, although another account shares one too', async () => {
    const { world } = await start({ sharedOwnImages: 'SHARED' });
    world.createImage(SOURCE, { name: 'cad', visibility: 'SHARED' });
    const { arn } = world.createImage(SOURCE, { name: 'cad', sharedWith: PARTNER });
    expect(world.image(SOURCE, 'cad')?.arn).toBe(arn);
  });

  test('is for the owner of the image only', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'theirs', visibility: 'SHARED' });
    expect(() => world.share(SOURCE, 'theirs')).toThrow('belongs to others');
    const partners = { name: 'cad', visibility: 'SHARED', sharedWith: PARTNER } as const;
    expect(() => world.createImage(SOURCE, partners)).toThrow('belongs to others');
    const [theirs] = await look(appstream());
    expect(theirs).toMatchObject({ Name: 'theirs', Visibility: 'SHARED' });
    expect(theirs?.ImageSharedWithOthers).toBeUndefined();
  });
});
