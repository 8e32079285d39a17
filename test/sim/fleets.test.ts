import {
  DescribeFleetsCommand,
  type DescribeFleetsCommandInput,
  ListTagsForResourceCommand,
  StartFleetCommand,
  StopFleetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import type { NewFleet, SimulatorOptions } from '../../sim/index.ts';
import { DESTINATION, SOURCE, START, start } from './harness.ts';

async function startWithFleet(
  fleet: Partial<NewFleet> = {},
  options: Partial<SimulatorOptions> = {},
) {
  const simulator = await start(options);
  simulator.world.createImage(SOURCE, { name: 'cad' });
  const created = simulator.world.createFleet(SOURCE, {
    name: 'design',
    imageName: 'cad',
    ...fleet,
  });
  const client = simulator.appstream();
  return {
    ...simulator,
    client,
    arn: created.arn,
    describePage: (input: DescribeFleetsCommandInput = {}) =>
      client.send(new DescribeFleetsCommand(input)),
    startFleet: (Name = 'design') => client.send(new StartFleetCommand({ Name })),
    stopFleet: (Name = 'design') => client.send(new StopFleetCommand({ Name })),
    state: async () => (await client.send(new DescribeFleetsCommand({}))).Fleets?.[0]?.State,
  };
}

describe('DescribeFleets', () => {
  test('shows a fleet with its image, its capacity and its platform', async () => {
    const { world, describePage, arn } = await startWithFleet({ sessionsPerInstance: 5 });
    const { Fleets } = await describePage();
    expect(Fleets).toMatchObject([
      {
        Arn: arn,
        Name: 'design',
        ImageName: 'cad',
        ImageArn: world.image(SOURCE, 'cad')?.arn,
        FleetType: 'ON_DEMAND',
        State: 'RUNNING',
        Platform: 'WINDOWS_SERVER_2022',
        ComputeCapacityStatus: { Desired: 2, Running: 2, AvailableUserSessions: 10 },
        MaxSessionsPerInstance: 5,
        CreatedTime: START,
      },
    ]);
    expect(arn).toBe('arn:aws:appstream:us-east-1:123456789012:fleet/design');
  });

  test('finds fleets by name, in their region only, and misses those that are not there', async () => {
    const { world, describePage, appstream } = await startWithFleet();
    world.createFleet(SOURCE, { name: 'other', imageName: 'cad' });
    expect((await describePage({ Names: ['other'] })).Fleets).toMatchObject([{ Name: 'other' }]);
    await expect(describePage({ Names: ['other', 'gone'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect((await appstream(DESTINATION).send(new DescribeFleetsCommand({}))).Fleets).toEqual([]);
  });

  test('leaves missing fleets out when told so', async () => {
    const { describePage } = await startWithFleet({}, { missingImages: 'empty' });
    const { Fleets } = await describePage({ Names: ['gone', 'design'] });
    expect(Fleets).toMatchObject([{ Name: 'design' }]);
  });

  test('shows pages of 25, each fleet once', async () => {
    const { world, describePage } = await startWithFleet();
    for (let n = 0; n < 30; n += 1)
      world.createFleet(SOURCE, { name: `fleet-${n}`, imageName: 'cad' });
    const first = await describePage();
    const second = await describePage({ NextToken: first.NextToken });
    const names = [first, second].map(({ Fleets = [] }) => Fleets.map(({ Name }) => Name));
    expect(names.map(({ length }) => length)).toEqual([25, 6]);
    expect(new Set(names.flat()).size).toBe(31);
    expect(second.NextToken).toBeUndefined();
    await expect(
      describePage({ NextToken: first.NextToken, Names: ['design'] }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('answers for a moment gone by when it is stale', async () => {
    const { world, describePage, fault, advance } = await startWithFleet();
    advance(10);
    world.setFleetState(SOURCE, 'design', 'STOPPED');
    fault({ operation: 'DescribeFleets', effect: { stale: { minutes: 5 } } });
    expect((await describePage()).Fleets).toMatchObject([{ State: 'RUNNING' }]);
    expect((await describePage()).Fleets).toMatchObject([{ State: 'STOPPED' }]);
  });
});

describe('StartFleet and StopFleet', () => {
  test('take a fleet through its states by the clock', async () => {
    const { startFleet, stopFleet, state, advance } = await startWithFleet();
    await stopFleet();
    expect(await state()).toBe('STOPPING');
    advance(5);
    expect(await state()).toBe('STOPPED');
    await startFleet();
    advance(9.9);
    expect(await state()).toBe('STARTING');
    advance(0.1);
    expect(await state()).toBe('RUNNING');
  });

  test('take the minutes that the test gives them', async () => {
    const { startFleet, state, advance } = await startWithFleet(
      { state: 'STOPPED' },
      { startMinutes: 2 },
    );
    await startFleet();
    advance(2);
    expect(await state()).toBe('RUNNING');
  });

  test.each(['STOPPED', 'STOPPING'] as const)(
    'StopFleet changes nothing when the fleet is %s already',
    async (before) => {
      const { stopFleet, state } = await startWithFleet({ state: before });
      await stopFleet();
      expect(await state()).toBe(before);
    },
  );

  test.each([
    ['StartFleet', 'RUNNING', 'OperationNotPermittedException'],
    ['StartFleet', 'STARTING', 'OperationNotPermittedException'],
    ['StartFleet', 'STOPPING', 'OperationNotPermittedException'],
    ['StopFleet', 'STARTING', 'ConcurrentModificationException'],
  ] as const)('%s refuses a fleet that is %s', async (operation, before, name) => {
    const { startFleet, stopFleet, state } = await startWithFleet({ state: before });
    const attempt = operation === 'StartFleet' ? startFleet() : stopFleet();
    await expect(attempt).rejects.toMatchObject({ name });
    expect(await state()).toBe(before);
  });

  test('refuse a fleet that is not there, and no name', async () => {
    const { startFleet, stopFleet } = await startWithFleet();
    for (const attempt of [startFleet('gone'), stopFleet('gone')])
      await expect(attempt).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    for (const attempt of [startFleet(''), stopFleet('')])
      await expect(attempt).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('StartFleet needs an image that is AVAILABLE', async () => {
    const { world, startFleet } = await startWithFleet({ state: 'STOPPED' });
    world.setState(SOURCE, 'cad', 'FAILED');
    await expect(startFleet()).rejects.toMatchObject({ name: 'ResourceNotAvailableException' });
  });
});

describe('the tags of a fleet', () => {
  test('are set, listed and removed as those of an image, and survive its states', async () => {
    const { client, arn, stopFleet, advance, world } = await startWithFleet({ tags: { a: '1' } });
    await stopFleet();
    await client.send(new TagResourceCommand({ ResourceArn: arn, Tags: { b: '2', c: '3' } }));
    await client.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: ['a', 'c'] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    expect(Tags).toEqual({ b: '2' });
    advance(5);
    expect(world.fleet(SOURCE, 'design')).toMatchObject({ state: 'STOPPED', tags: { b: '2' } });
  });

  test('have room for 50', async () => {
    const { client, arn, world } = await startWithFleet();
    const keys = Array.from({ length: 50 }, (_, n) => [`key-${n}`, 'x']);
    world.setFleetTags(SOURCE, 'design', Object.fromEntries(keys));
    const another = new TagResourceCommand({ ResourceArn: arn, Tags: { another: 'x' } });
    await expect(client.send(another)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  test('send events that name the fleet', async () => {
    const { client, arn, onEvent } = await startWithFleet();
    const events: unknown[] = [];
    onEvent(({ detail }) => events.push([detail.eventName, detail.requestParameters]));
    const Tags = { 'replicate:follow': 'cad' };
    await client.send(new TagResourceCommand({ ResourceArn: arn, Tags }));
    expect(events).toEqual([['TagResource', { resourceArn: arn, tags: Tags }]]);
  });
});

describe('fleets in the world', () => {
  test('are changed by hand, with the events that this sends', async () => {
    const { world, onEvent, advance } = await startWithFleet();
    const events: unknown[] = [];
    onEvent(({ detail }) => events.push(detail.eventName));
    advance(1);
    world.createImage(SOURCE, { name: 'new' });
    world.createFleet(SOURCE, { name: 'office', imageName: 'cad' });
    world.setFleetImage(SOURCE, 'design', 'new');
    world.setFleetTags(SOURCE, 'design', { a: 'b' });
    world.stopFleet(SOURCE, 'design');
    advance(5);
    expect(world.fleet(SOURCE, 'design')?.state).toBe('STOPPED');
    world.startFleet(SOURCE, 'design');
    world.deleteFleet(SOURCE, 'office');
    expect(world.fleets(SOURCE)).toMatchObject([
      { name: 'design', image: { name: 'new' }, state: 'STARTING', tags: { a: 'b' } },
    ]);
    expect(world.fleet(SOURCE, 'design', START)?.image?.name).toBe('cad');
    expect(events).toEqual([
      'CreateImage',
      'CreateFleet',
      'UpdateFleet',
      'TagResource',
      'StopFleet',
      'StartFleet',
      'DeleteFleet',
    ]);
  });

  test('take the state that is next, although their image is changed meanwhile', async () => {
    const { world, advance } = await startWithFleet({ state: 'STOPPED' });
    world.createImage(SOURCE, { name: 'new' });
    world.startFleet(SOURCE, 'design');
    advance(1);
    world.setFleetImage(SOURCE, 'design', 'new');
    expect(world.fleet(SOURCE, 'design')).toMatchObject({ state: 'STARTING' });
    advance(9);
    expect(world.fleet(SOURCE, 'design')).toMatchObject({
      image: { name: 'new' },
      state: 'RUNNING',
    });
  });

  test('refuse what AppStream could not hold, and what is not there', async () => {
    const { world } = await startWithFleet();
    const create = (fleet: NewFleet) => () => world.createFleet(SOURCE, fleet);
    expect(create({ name: 'design', imageName: 'cad' })).toThrow('exists already');
    expect(create({ name: 'de sign', imageName: 'cad' })).toThrow('Invalid format');
    expect(create({ name: 'x', imageName: 'cad', tags: { a: '*' } })).toThrow('Invalid format');
    expect(create({ name: 'x' })).toThrow('must have an image');
    expect(create({ name: 'x', imageName: 'cad', fleetType: 'ELASTIC' })).toThrow('Elastic');
    expect(create({ name: 'x', imageName: 'gone' })).toThrow('No image gone in us-east-1');
    expect(() => world.setFleetImage(SOURCE, 'gone', 'cad')).toThrow('No fleet gone');
    expect(() => world.setFleetImage(SOURCE, 'design', 'gone')).toThrow('No image gone');
    expect(() => world.startFleet(SOURCE, 'design')).toThrow('is RUNNING, not STOPPED');
    expect(() => world.deleteFleet(SOURCE, 'gone')).toThrow('No fleet gone');
  });
});
