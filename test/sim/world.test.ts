import { DescribeImagesCommand } from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { DESTINATION, SOURCE, START, start } from './harness.ts';

describe('the world', () => {
  test('an image is AVAILABLE at once, after its building, or in the state it is given', async () => {
    const { world, advance } = await start();
    const created = [
      world.createImage(SOURCE, { name: 'ready' }),
      world.createImage(SOURCE, { name: 'built', buildMinutes: 10 }),
      world.createImage(SOURCE, { name: 'stuck', state: 'VALIDATING' }),
    ];
    expect(created.map(({ state }) => state)).toEqual(['AVAILABLE', 'PENDING', 'VALIDATING']);
    advance(10);
    expect(world.images(SOURCE).map(({ name, state }) => [name, state])).toEqual([
      ['built', 'AVAILABLE'],
      ['ready', 'AVAILABLE'],
      ['stuck', 'VALIDATING'],
    ]);
  });

  test('a state set by hand stays, whatever would have come', async () => {
    const { world, advance } = await start();
    world.createImage(SOURCE, { name: 'cad', buildMinutes: 10 });
    world.setState(SOURCE, 'cad', 'FAILED', { code: 'INTERNAL_ERROR', message: 'why' });
    advance(20);
    expect(world.image(SOURCE, 'cad')).toMatchObject({
      state: 'FAILED',
      stateChangeReason: { code: 'INTERNAL_ERROR', message: 'why' },
    });
  });

  test('shows images as they were at a moment gone by', async () => {
    const { world, advance } = await start();
    world.createImage(SOURCE, { name: 'cad', buildMinutes: 10 });
    const before = START;
    advance(20);
    world.deleteImage(SOURCE, 'cad');
    expect(world.image(SOURCE, 'cad')).toBeUndefined();
    expect(world.image(SOURCE, 'cad', before)?.state).toBe('PENDING');
    expect(world.images(SOURCE, before).map(({ name }) => name)).toEqual(['cad']);
  });

  test('finds the own image where a public one has the same name', async () => {
    const { world } = await start();
    world.createImage(SOURCE, { name: 'cad', visibility: 'PUBLIC' });
    expect(world.image(SOURCE, 'cad')?.visibility).toBe('PUBLIC');
    world.createImage(SOURCE, { name: 'cad' });
    expect(world.image(SOURCE, 'cad')?.visibility).toBe('PRIVATE');
  });

  test('ARNs name the partition of the region', async () => {
    const { world } = await start({ account: '210987654321' });
    expect(world.createImage('us-gov-west-1', { name: 'cad' }).arn).toBe(
      'arn:aws-us-gov:appstream:us-gov-west-1:210987654321:image/cad',
    );
    expect(world.createImage('cn-north-1', { name: 'cad' }).arn).toBe(
      'arn:aws-cn:appstream:cn-north-1:210987654321:image/cad',
    );
  });

  test('a region that is not enabled refuses every call, and others do not', async () => {
    const { world, appstream } = await start();
    const look = new DescribeImagesCommand({});
    world.disableRegion(DESTINATION);
    await expect(appstream(DESTINATION).send(look)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await appstream(SOURCE).send(look);
    world.enableRegion(DESTINATION);
    await appstream(DESTINATION).send(look);
  });

  test('changing what one was given changes nothing in the world', async () => {
    const { world } = await start();
    const tags: Record<string, string> = { a: 'b' };
    world.createImage(SOURCE, { name: 'cad', tags });
    tags.a = 'changed';
    expect(world.image(SOURCE, 'cad')?.tags).toEqual({ a: 'b' });
  });

  test('refuses what AppStream could not hold, and what is not there', async () => {
    const { world } = await start();
    world.createImage(SOURCE, { name: 'cad' });
    expect(() => world.createImage(SOURCE, { name: 'cad' })).toThrow('exists already');
    expect(() => world.createImage(SOURCE, { name: 'c ad' })).toThrow('Invalid format');
    expect(() => world.createImage(SOURCE, { name: 'x', tags: { a: '*' } })).toThrow(
      'Invalid format',
    );
    expect(() => world.setTags(SOURCE, 'cad', { '': 'x' })).toThrow();
    expect(() => world.setTags(SOURCE, 'gone', {})).toThrow('No image gone in us-east-1');
    expect(() => world.setState(SOURCE, 'gone', 'FAILED')).toThrow('No image gone');
    expect(() => world.deleteImage(SOURCE, 'gone')).toThrow('No image gone');
    expect(() => world.rule('gone')).toThrow('No rule gone');
  });
});
