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
