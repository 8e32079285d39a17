import {
  type AppStreamClient,
  DeleteImageCommand,
  DescribeImagesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import { DESTINATION, SOURCE, start } from './harness.ts';

const look = (client: AppStreamClient, input = {}) => client.send(new DescribeImagesCommand(input));

async function startWithImage() {
  const simulator = await start();
  const { arn } = simulator.world.createImage(SOURCE, { name: 'cad' });
  return { ...simulator, arn, remove: new DeleteImageCommand({ Name: 'cad' }) };
}

describe('a scripted fault', () => {
  test('is an error of the given code, message and status, and the service does not act', async () => {
    const { world, fault, appstream, remove } = await startWithImage();
    fault({ effect: { error: 'ServiceUnavailable', message: 'not now', status: 503 } });
    await expect(appstream().send(remove)).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      message: 'not now',
      $metadata: { httpStatusCode: 503 },
    });
    expect(world.images(SOURCE)).toHaveLength(1);
  });

  test('has status 400 when none is given', async () => {
    const { fault, appstream } = await start();
    fault({ effect: { error: 'ThrottlingException' } });
    await expect(look(appstream())).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('can answer with an error although the service acted', async () => {
    const { world, fault, appstream, remove } = await startWithImage();
    fault({ effect: { error: 'InternalFailure', status: 500, after: true } });
    await expect(appstream().send(remove)).rejects.toMatchObject({ name: 'InternalFailure' });
    expect(world.images(SOURCE)).toEqual([]);
  });

  test.each([
    ['drop-before', 1],
    ['drop-after', 0],
  ] as const)('%s cuts the connection and leaves %d images', async (effect, left) => {
    const { world, calls, fault, appstream, remove } = await startWithImage();
    fault({ effect });
    await expect(appstream().send(remove)).rejects.toThrow('socket hang up');
    expect(world.images(SOURCE)).toHaveLength(left);
    expect(calls).toMatchObject([{ operation: 'DeleteImage', status: 0 }]);
  });

  test.each(['drop-before', 'drop-after'] as const)('%s also hides a refusal', async (effect) => {
    const { fault, appstream } = await start();
    fault({ effect });
    const attempt = appstream().send(new DeleteImageCommand({ Name: 'gone' }));
    await expect(attempt).rejects.toThrow('socket hang up');
  });

  test('can be any JSON in the place of the answer', async () => {
    const { fault, appstream } = await startWithImage();
    fault({ effect: { answer: { Images: [{ Name: 'x', State: 'UNHEARD_OF' }] } } });
    expect((await look(appstream())).Images).toEqual([{ Name: 'x', State: 'UNHEARD_OF' }]);
  });

  test('can be bytes that are no JSON', async () => {
    const { fault, appstream } = await start();
    fault({ effect: { raw: '<html>Bad gateway</html>', status: 502 } });
    await expect(look(appstream())).rejects.toMatchObject({ name: 'SyntaxError' });
  });

  test('meets as many calls as it says, and then no more', async () => {
    const { fault, appstream } = await start();
    fault({ times: 2, effect: { error: 'ThrottlingException' } });
    const outcomes = [];
    for (let n = 0; n < 3; n++)
      outcomes.push(
        await look(appstream()).then(
          () => 'fine',
          (error: Error) => error.name,
        ),
      );
    expect(outcomes).toEqual(['ThrottlingException', 'ThrottlingException', 'fine']);
  });

  test('without an end is removed by clearFaults', async () => {
    const { fault, clearFaults, appstream } = await start();
    fault({ times: Number.POSITIVE_INFINITY, effect: { error: 'AccessDeniedException' } });
    await expect(look(appstream())).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(look(appstream())).rejects.toMatchObject({ name: 'AccessDeniedException' });
    clearFaults();
    expect((await look(appstream())).Images).toEqual([]);
  });

  test('meets only the operation, region and input that it names', async () => {
    const { fault, appstream, arn } = await startWithImage();
    fault({
      operation: 'DescribeImages',
      region: SOURCE,
      match: (input) => JSON.stringify(input).includes('PRIVATE'),
      effect: { error: 'ThrottlingException' },
    });
    await appstream().send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    await look(appstream(DESTINATION), { Type: 'PRIVATE' });
    await look(appstream(), { Type: 'PUBLIC' });
    await expect(look(appstream(), { Type: 'PRIVATE' })).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  test('comes after those that were scripted before it', async () => {
    const { fault, appstream } = await start();
    fault({ effect: { error: 'First' } });
    fault({ effect: { error: 'Second' } });
    await expect(look(appstream())).rejects.toMatchObject({ name: 'First' });
    await expect(look(appstream())).rejects.toMatchObject({ name: 'Second' });
  });
});

describe('a stale read', () => {
  const stale = { effect: { stale: { minutes: 2 } } };

  test('shows images, their states and their tags as they were', async () => {
    const { world, fault, appstream, advance } = await start();
    const { arn } = world.createImage(SOURCE, { name: 'old', buildMinutes: 5, tags: { a: '1' } });
    advance(4);
    world.createImage(SOURCE, { name: 'new' });
    world.setTags(SOURCE, 'old', { a: '2' });
    advance(1);
    fault({ ...stale, times: 2 });
    const client = appstream();
    const list = new ListTagsForResourceCommand({ ResourceArn: arn });
    expect((await look(client)).Images).toMatchObject([{ Name: 'old', State: 'PENDING' }]);
    expect((await client.send(list)).Tags).toEqual({ a: '1' });
    expect((await look(client)).Images).toMatchObject([
      { Name: 'new' },
      { Name: 'old', State: 'AVAILABLE' },
    ]);
    expect((await client.send(list)).Tags).toEqual({ a: '2' });
  });

  test('still shows an image that is deleted', async () => {
    const { world, fault, appstream, advance } = await startWithImage();
    advance(5);
    world.deleteImage(SOURCE, 'cad');
    fault(stale);
    expect((await look(appstream())).Images).toHaveLength(1);
    expect((await look(appstream())).Images).toHaveLength(0);
  });

  test('leaves writes alone, and waits for a read', async () => {
    const { fault, appstream, advance, arn } = await startWithImage();
    advance(1);
    fault(stale);
    await appstream().send(new TagResourceCommand({ ResourceArn: arn, Tags: { a: 'b' } }));
    expect((await look(appstream())).Images).toEqual([]);
  });
});

describe('a limit of calls per second', () => {
  test('throttles each region for itself until the second has passed', async () => {
    const { appstream, advance, calls } = await start({ callsPerSecond: 2 });
    const client = appstream();
    await look(client);
    await look(client);
    await expect(look(client)).rejects.toMatchObject({ name: 'ThrottlingException' });
    await look(appstream(DESTINATION));
    advance(1 / 60);
    await look(client);
    expect(calls.map((call) => call.status)).toEqual([200, 200, 400, 200, 200]);
  });
});
