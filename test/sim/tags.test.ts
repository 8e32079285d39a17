import {
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { copyOf, DESTINATION, SOURCE, start } from './harness.ts';

async function startWithImage(tags: Record<string, string> = {}) {
  const simulator = await start();
  const { arn } = simulator.world.createImage(SOURCE, { name: 'cad', tags });
  const client = simulator.appstream();
  return {
    ...simulator,
    arn,
    tag: (Tags: Record<string, string>, ResourceArn = arn) =>
      client.send(new TagResourceCommand({ ResourceArn, Tags })),
    untag: (TagKeys: string[], ResourceArn = arn) =>
      client.send(new UntagResourceCommand({ ResourceArn, TagKeys })),
    list: async (ResourceArn = arn) =>
      (await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags,
  };
}

function numbered(count: number, prefix = 'key'): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}-${n}`, `${n}`]));
}

describe('TagResource and UntagResource', () => {
  test('add, overwrite and remove tags', async () => {
    const { tag, untag, list } = await startWithImage({ kept: 'a', changed: 'b', removed: 'c' });
    await tag({ changed: 'B', added: '' });
    await untag(['removed', 'never there']);
    expect(await list()).toEqual({ kept: 'a', changed: 'B', added: '' });
  });

  test.each([
    ['letters of any script', { größe: 'Zürich 東京 عربى' }],
    ['every sign that AppStream allows', { 'a_.:/=+-@ b': '_.:/=+-@ ' }],
    ['a key that means something to JavaScript', { constructor: 'x', prototype: 'y' }],
    ['the longest key and value', { ['k'.repeat(128)]: 'v'.repeat(256) }],
  ])('accept %s', async (_, tags) => {
    const { tag, list } = await startWithImage();
    await tag(tags);
    expect(await list()).toEqual(tags);
  });

  test.each<[string, Record<string, string>]>([
    ['a comma in a value', { a: 'x,y' }],
    ['JSON in a value', { a: '{"x":1}' }],
    ['an asterisk in a value', { a: '*' }],
    ['an emoji in a value', { a: '🙂' }],
    ['a line break in a value', { a: 'x\ny' }],
    ['a comma in a key', { 'a,b': 'x' }],
    ['a key of AWS itself', { 'aws:created-by': 'x' }],
    ['an empty key', { '': 'x' }],
    ['a key of 129 characters', { ['k'.repeat(129)]: 'x' }],
    ['a value of 257 characters', { a: 'v'.repeat(257) }],
    ['no tags at all', {}],
    ['51 tags in one call', numbered(51)],
  ])('refuse %s', async (_, tags) => {
    const { tag, list } = await startWithImage({ before: 'x' });
    await expect(tag(tags)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await list()).toEqual({ before: 'x' });
  });

  test('a resource has room for 50 tags, those of AWS itself aside', async () => {
    const { world, tag, list } = await startWithImage();
    world.setTags(SOURCE, 'cad', { ...numbered(49), 'aws:owner': 'cloudformation' });
    await tag({ fiftieth: 'x', 'key-0': 'again' });
    await expect(tag({ another: 'x' })).rejects.toMatchObject({ name: 'LimitExceededException' });
    expect(Object.keys((await list()) ?? {})).toHaveLength(51);
  });

  test.each([
    ['no image', 'arn:aws:appstream:us-east-1:123456789012:image/none'],
    ['no fleet', 'arn:aws:appstream:us-east-1:123456789012:fleet/cad'],
    ['an image of another region', 'arn:aws:appstream:eu-west-1:123456789012:image/cad'],
    ['an image of another account', 'arn:aws:appstream:us-east-1:999999999999:image/theirs'],
  ])('do not know %s', async (_, arn) => {
    const { world, tag, untag, list } = await startWithImage();
    world.createImage(DESTINATION, { name: 'cad' });
    world.createImage(SOURCE, { name: 'theirs', visibility: 'SHARED' });
    for (const attempt of [tag({ a: 'b' }, arn), untag(['a'], arn), list(arn)])
      await expect(attempt).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test.each([
    ['an ARN that is none', 'cad', ['a']],
    ['no key', undefined, []],
    ['an empty key', undefined, ['']],
    ['51 keys', undefined, Object.keys(numbered(51))],
  ])('UntagResource refuses %s', async (_, arn, keys) => {
    const { untag } = await startWithImage();
    await expect(untag(keys, arn)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test.each([true, false])('whether a replica can be tagged while COPYING: %s', async (allowed) => {
    const { world, appstream } = await start({ tagWhileCopying: allowed });
    world.createImage(SOURCE, { name: 'cad' });
    await appstream().send(copyOf('cad'));
    const ResourceArn = world.image(DESTINATION, 'cad')?.arn;
    const outcome = await appstream(DESTINATION)
      .send(new TagResourceCommand({ ResourceArn, Tags: { a: 'b' } }))
      .then(
        () => 'tagged',
        (error: Error) => error.name,
      );
    expect(outcome).toBe(allowed ? 'tagged' : 'ResourceNotAvailableException');
  });

  test('a replica that cannot be tagged while COPYING cannot be while PENDING before either', async () => {
    const { world, appstream } = await start({ tagWhileCopying: false, pendingFirst: 3 });
    world.createImage(SOURCE, { name: 'cad' });
    const built = world.createImage(DESTINATION, { name: 'built', buildMinutes: 20 });
    await appstream().send(copyOf('cad'));
    const replica = world.image(DESTINATION, 'cad');
    expect(replica?.state).toBe('PENDING');
    const tag = (ResourceArn?: string) =>
      appstream(DESTINATION).send(new TagResourceCommand({ ResourceArn, Tags: { a: 'b' } }));
    await expect(tag(replica?.arn)).rejects.toMatchObject({
      name: 'ResourceNotAvailableException',
    });
    await tag(built.arn);
  });

  test('tags stay when the state of the image moves', async () => {
    const { world, appstream, advance } = await start();
    const { arn } = world.createImage(SOURCE, { name: 'cad', buildMinutes: 20 });
    await appstream().send(new TagResourceCommand({ ResourceArn: arn, Tags: { a: 'b' } }));
    expect(world.image(SOURCE, 'cad')?.state).toBe('PENDING');
    advance(20);
    expect(world.image(SOURCE, 'cad')).toMatchObject({ state: 'AVAILABLE', tags: { a: 'b' } });
  });
});
