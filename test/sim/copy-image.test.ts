import { DescribeImagesCommand } from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { copyOf, DESTINATION, SOURCE, START, start } from './harness.ts';

describe('CopyImage', () => {
  test('begins a replica that is AVAILABLE when the copy time has passed', async () => {
    const { world, appstream, advance } = await start();
    world.createImage(SOURCE, { name: 'cad', tags: { team: 'a' }, description: 'the source' });
    const answer = await appstream().send(copyOf('cad', 'cad-eu'));
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

  test('can be PENDING before it is COPYING', async () => {
    const { world, appstream, advance } = await start({ pendingFirst: 3, copyMinutes: () => 5 });
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(copyOf('cad'));
    const states: unknown[] = [];
    for (let minutes = 0; minutes < 9; minutes++) {
      const { Images } = await appstream(DESTINATION).send(new DescribeImagesCommand({}));
      states.push(Images?.[0]?.State);
      advance(1);
    }
    const times = (count: number, state: string) => Array.from({ length: count }, () => state);
    expect(states).toEqual([...times(3, 'PENDING'), ...times(5, 'COPYING'), 'AVAILABLE']);
  });

  test('a replica that is PENDING takes a slot, and an image that is being built takes none', async () => {
    const { world, appstream, advance } = await start({ pendingFirst: 3, copyMinutes: () => 5 });
    for (const name of ['a', 'b', 'c']) world.createImage(SOURCE, { name });
    world.createImage(DESTINATION, { name: 'built', buildMinutes: 60 });
    world.createImage(DESTINATION, { name: 'stuck', state: 'PENDING' });
    const client = appstream();
    await client.send(copyOf('a'));
    await client.send(copyOf('b'));
    for (const _ of ['PENDING', 'COPYING']) {
      await expect(client.send(copyOf('c'))).rejects.toMatchObject({
        name: 'LimitExceededException',
      });
      advance(4);
    }
    await client.send(copyOf('c'));
    expect(world.image(DESTINATION, 'c')?.state).toBe('PENDING');
  });

  test('may be over before the next call', async () => {
    const { world, appstream } = await start({ copyMinutes: () => 0 });
    const names = ['a', 'b', 'c'];
    for (const name of names) {
      world.createImage(SOURCE, { name });
      await appstream().send(copyOf(name));
    }
    const { Images = [] } = await appstream(DESTINATION).send(new DescribeImagesCommand({}));
    expect(Images.map(({ Name, State }) => [Name, State])).toEqual(
      names.map((name) => [name, 'AVAILABLE']),
    );
  });

  test('may fail before the next call', async () => {
    const fails = { code: 'INTERNAL_SERVICE_ERROR', message: 'out of luck' };
    const { world, appstream } = await start({
      copyMinutes: () => 0,
      copyOutcome: () => ({ fails }),
    });
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(copyOf('cad'));
    expect(world.image(DESTINATION, 'cad')).toMatchObject({
      state: 'FAILED',
      imageErrors: [{ at: START }],
    });
  });

  test('may take parts of a minute', async () => {
    const { world, appstream, advance } = await start({ copyMinutes: () => 1 / 3 });
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(copyOf('cad'));
    advance(0.3);
    expect(world.image(DESTINATION, 'cad')?.state).toBe('COPYING');
    advance(0.1);
    expect(world.image(DESTINATION, 'cad')?.state).toBe('AVAILABLE');
  });

  test('takes as long as the test says, for each copy', async () => {
    const { world, appstream, advance } = await start({
      copyMinutes: ({ source }) => (source.name === 'slow' ? Number.POSITIVE_INFINITY : 5),
    });
    for (const name of ['slow', 'fast']) {
      world.createImage(SOURCE, { name });
      await appstream().send(copyOf(name));
    }
    advance(100_000);
    expect(world.image(DESTINATION, 'slow')?.state).toBe('COPYING');
    expect(world.image(DESTINATION, 'fast')?.state).toBe('AVAILABLE');
  });

  test('can end in FAILED, with the reason in both places', async () => {
    const fails = { code: 'INTERNAL_SERVICE_ERROR', message: 'out of luck' };
    const { world, appstream, advance } = await start({ copyOutcome: () => ({ fails }) });
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(copyOf('cad'));
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
    await appstream().send(copyOf('cad', 'cad-2', SOURCE));
    expect(world.images(SOURCE).map((image) => image.name)).toEqual(['cad', 'cad-2']);
  });

  test('a copy ends even when its source is deleted meanwhile', async () => {
    const { world, appstream, advance } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(copyOf('cad'));
    world.deleteImage(SOURCE, 'cad');
    advance(40);
    expect(world.image(DESTINATION, 'cad')?.state).toBe('AVAILABLE');
  });

  test('refuses the third copy at the same time into one region, and only there', async () => {
    const { world, appstream, advance } = await start();
    for (const name of ['a', 'b', 'c']) world.createImage(SOURCE, { name });
    const client = appstream();
    await client.send(copyOf('a'));
    await client.send(copyOf('b'));
    await expect(client.send(copyOf('c'))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    await client.send(copyOf('c', 'c', 'eu-central-1'));
    advance(40);
    await client.send(copyOf('c'));
    expect(world.images(DESTINATION)).toHaveLength(3);
  });

  test('refuses the eleventh image of a region, which an own image frees again', async () => {
    const { world, appstream } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    for (let n = 0; n < 10; n++) world.createImage(DESTINATION, { name: `image-${n}` });
    world.createImage(DESTINATION, { name: 'sample', visibility: 'PUBLIC' });
    await expect(appstream().send(copyOf('cad'))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    world.deleteImage(DESTINATION, 'image-0');
    await appstream().send(copyOf('cad'));
    expect(world.image(DESTINATION, 'cad')?.state).toBe('COPYING');
  });

  test('quotas can be changed one by one', async () => {
    const { world, appstream } = await start();
    for (const name of ['a', 'b', 'c']) world.createImage(SOURCE, { name });
    world.quota(DESTINATION, { copies: 3 });
    world.quota(DESTINATION, { images: 2 });
    await appstream().send(copyOf('a'));
    await appstream().send(copyOf('b'));
    await expect(appstream().send(copyOf('c'))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    world.quota(DESTINATION, { images: 3 });
    await appstream().send(copyOf('c'));
    expect(world.images(DESTINATION)).toHaveLength(3);
  });
});
