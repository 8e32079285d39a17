import {
  DeleteImageCommand,
  DescribeImagesCommand,
  TagResourceCommand,
} from '@aws-sdk/client-appstream';
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

describe('DeleteImage of an image that is COPYING', () => {
  test('is refused by default, and the copy goes on', async () => {
    const { world, appstream, advance } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(copyOf('cad'));
    await expect(appstream(DESTINATION).send(CAD)).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
    advance(40);
    expect(world.image(DESTINATION, 'cad')?.state).toBe('AVAILABLE');
  });

  test('ends the copy when it is accepted, and gives its slot back', async () => {
    const { world, appstream, advance } = await start({
      deleteWhileCopying: 'accepted',
      deleteMinutes: () => 60,
    });
    for (const name of ['cad', 'office']) world.createImage(SOURCE, { name });
    world.quota(DESTINATION, { copies: 1 });
    await appstream().send(copyOf('cad'));
    const { Image } = await appstream(DESTINATION).send(CAD);
    expect(Image?.State).toBe('COPYING');
    await appstream().send(copyOf('office'));
    advance(50);
    expect(world.image(DESTINATION, 'cad')?.state).toBe('DELETING');
    advance(10);
    expect(world.images(DESTINATION)).toMatchObject([{ name: 'office', state: 'AVAILABLE' }]);
  });

  test('is not accepted for an image that is still being built', async () => {
    const { world, appstream } = await start({ deleteWhileCopying: 'accepted' });
    world.createImage(SOURCE, { name: 'cad', buildMinutes: 20 });
    await expect(appstream().send(CAD)).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
  });
});

describe('DeleteImage of an image that is DELETING', () => {
  test.each([
    ['refused by default', {}, 'OperationNotPermittedException'],
    ['refused as missing', { deleteWhileDeleting: 'missing' }, 'ResourceNotFoundException'],
  ] as const)('is %s', async (_, options, name) => {
    const { world, appstream } = await start({ ...options, deleteMinutes: () => 5 });
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(CAD);
    await expect(appstream().send(CAD)).rejects.toMatchObject({ name });
    expect(world.image(SOURCE, 'cad')?.state).toBe('DELETING');
  });

  test('changes nothing when it is accepted: the image goes when it would have gone', async () => {
    const { world, appstream, advance } = await start({
      deleteWhileDeleting: 'accepted',
      deleteMinutes: () => 5,
    });
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(CAD);
    advance(3);
    const { Image } = await appstream().send(CAD);
    expect(Image?.State).toBe('DELETING');
    advance(2);
    expect(world.images(SOURCE)).toEqual([]);
  });
});

describe('DeleteImage by a role whose permission rests on a tag', () => {
  const ours = { 'replicate:source': 'x' };
  const needsTag = (seconds: number) => ({ deleteNeedsTag: { key: 'replicate:source', seconds } });
  const denied = { name: 'AccessDeniedException' };

  test('is refused until the image has had the tag for a while', async () => {
    const { world, appstream, advance } = await start(needsTag(30));
    const { arn } = world.createImage(SOURCE, { name: 'cad' });
    await expect(appstream().send(CAD)).rejects.toMatchObject(denied);
    advance(10);
    await appstream().send(new TagResourceCommand({ ResourceArn: arn, Tags: ours }));
    advance(0.4);
    await expect(appstream().send(CAD)).rejects.toMatchObject(denied);
    expect(world.image(SOURCE, 'cad')?.state).toBe('AVAILABLE');
    advance(0.1);
    await appstream().send(CAD);
    expect(world.images(SOURCE)).toEqual([]);
  });

  test('is authorized for a while after the tag was taken off', async () => {
    const { world, appstream, advance } = await start(needsTag(30));
    world.createImage(SOURCE, { name: 'cad', tags: ours });
    advance(1);
    world.setTags(SOURCE, 'cad', {});
    await appstream().send(CAD);
    expect(world.images(SOURCE)).toEqual([]);
  });

  test('sees a tag at once when nothing lags', async () => {
    const { world, appstream } = await start(needsTag(0));
    world.createImage(SOURCE, { name: 'cad', tags: ours });
    world.createImage(SOURCE, { name: 'office', tags: { team: 'a' } });
    await appstream().send(CAD);
    const office = new DeleteImageCommand({ Name: 'office' });
    await expect(appstream().send(office)).rejects.toMatchObject(denied);
  });

  test('is refused before it is checked whether the image is there, or may be deleted', async () => {
    const { world, appstream } = await start(needsTag(0));
    await expect(appstream().send(CAD)).rejects.toMatchObject(denied);
    world.createImage(SOURCE, { name: 'cad', state: 'PENDING' });
    await expect(appstream().send(CAD)).rejects.toMatchObject(denied);
  });
});
