import { DeleteImageCommand, DescribeImagesCommand } from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { copyOf, DESTINATION, SOURCE, START, start } from './harness.ts';

const CAD = new DeleteImageCommand({ Name: 'cad' });

describe('an image that takes time to delete', () => {
  test('is DELETING until its minutes have passed, and then gone', async () => {
    const { world, appstream, advance } = await start({ deleteMinutes: () => 5 });
    world.createImage(SOURCE, { name: 'cad', tags: { team: 'a' } });
    const { Image } = await appstream().send(CAD);
    expect(Image).toMatchObject({ Name: 'cad', State: 'AVAILABLE' });
    advance(4.9);
    const { Images } = await appstream().send(new DescribeImagesCommand({ Names: ['cad'] }));
    expect(Images).toMatchObject([{ Name: 'cad', State: 'DELETING' }]);
    expect(world.image(SOURCE, 'cad')?.tags).toEqual({ team: 'a' });
    advance(0.1);
    expect((await appstream().send(new DescribeImagesCommand({}))).Images).toEqual([]);
    await expect(appstream().send(CAD)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('takes the minutes that the test gives it, or never goes', async () => {
    const { world, appstream, advance } = await start({
      deleteMinutes: ({ name }) => (name === 'cad' ? Number.POSITIVE_INFINITY : 1),
    });
    for (const name of ['cad', 'office']) world.createImage(SOURCE, { name });
    await appstream().send(CAD);
    await appstream().send(new DeleteImageCommand({ Name: 'office' }));
    advance(1_000_000);
    expect(world.images(SOURCE)).toMatchObject([{ name: 'cad', state: 'DELETING' }]);
  });

  test('keeps its name and its place in the quota until it is gone', async () => {
    const { world, appstream, advance } = await start({ deleteMinutes: () => 5 });
    for (const name of ['cad', 'office']) world.createImage(SOURCE, { name });
    world.createImage(DESTINATION, { name: 'cad' });
    world.quota(DESTINATION, { images: 1 });
    await appstream(DESTINATION).send(CAD);
    const [sameName, anotherName] = [copyOf('cad'), copyOf('office')];
    await expect(appstream().send(sameName)).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
    await expect(appstream().send(anotherName)).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    advance(5);
    await appstream().send(sameName);
    expect(world.images(DESTINATION)).toMatchObject([{ name: 'cad', state: 'COPYING' }]);
  });

  test('is seen as it was at moments gone by', async () => {
    const { world, appstream, advance } = await start({ deleteMinutes: () => 5 });
    world.createImage(SOURCE, { name: 'cad' });
    advance(1);
    await appstream().send(CAD);
    advance(10);
    const minute = (minutes: number) => new Date(START.getTime() + minutes * 60_000);
    expect(world.image(SOURCE, 'cad', minute(0))?.state).toBe('AVAILABLE');
    expect(world.image(SOURCE, 'cad', minute(2))?.state).toBe('DELETING');
    expect(world.image(SOURCE, 'cad', minute(6))).toBeUndefined();
  });

  test('can be deleted by hand at once, or as slowly as by a call', async () => {
    const { world, advance, onEvent } = await start({ deleteMinutes: () => 5 });
    for (const name of ['cad', 'office']) world.createImage(SOURCE, { name });
    const events: string[] = [];
    onEvent(({ detail }) => events.push(detail.eventName));
    world.deleteImage(SOURCE, 'cad');
    world.beginDelete(SOURCE, 'office');
    expect(world.images(SOURCE)).toMatchObject([{ name: 'office', state: 'DELETING' }]);
    expect(events).toEqual(['DeleteImage', 'DeleteImage']);
    advance(5);
    expect(world.images(SOURCE)).toEqual([]);
    expect(() => world.beginDelete(SOURCE, 'office')).toThrow('No image office in us-east-1');
  });

  test('stays in the state that is set by hand meanwhile', async () => {
    const { world, advance } = await start({ deleteMinutes: () => 5 });
    world.createImage(SOURCE, { name: 'cad' });
    world.beginDelete(SOURCE, 'cad');
    world.setState(SOURCE, 'cad', 'FAILED');
    advance(5);
    expect(world.image(SOURCE, 'cad')?.state).toBe('FAILED');
  });
});
