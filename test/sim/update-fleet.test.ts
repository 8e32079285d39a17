import {
  DeleteImageCommand,
  UpdateFleetCommand,
  type UpdateFleetCommandInput,
} from '@aws-sdk/client-appstream';
import { describe, expect, test } from '@jest/globals';
import type { NewFleet, SimulatorOptions } from '../../sim/index.ts';
import { DESTINATION, SOURCE, start } from './harness.ts';

/** A fleet on the image `old`, where there is an image `new` as well. */
async function startWithFleet(
  fleet: Partial<NewFleet> = {},
  options: Partial<SimulatorOptions> = {},
) {
  const simulator = await start(options);
  const { world } = simulator;
  world.createImage(SOURCE, { name: 'old' });
  const image = world.createImage(SOURCE, { name: 'new' });
  world.createFleet(SOURCE, { name: 'design', imageName: 'old', ...fleet });
  const client = simulator.appstream();
  return {
    ...simulator,
    client,
    image,
    update: (input: UpdateFleetCommandInput) =>
      client.send(new UpdateFleetCommand({ Name: 'design', ...input })),
    imageName: () => world.fleet(SOURCE, 'design')?.image?.name,
  };
}

describe('UpdateFleet', () => {
  test.each([
    ['ON_DEMAND', 'RUNNING', {}],
    ['ALWAYS_ON', 'RUNNING', { sessionsPerInstance: 4 }],
    ['ON_DEMAND', 'STOPPED', {}],
  ] as const)(
    'gives an %s fleet that is %s another image by name',
    async (...[type, state, more]) => {
      const { update, image, imageName } = await startWithFleet({
        fleetType: type,
        state,
        ...more,
      });
      const { Fleet } = await update({ ImageName: 'new' });
      expect(Fleet).toMatchObject({
        Name: 'design',
        ImageName: 'new',
        ImageArn: image.arn,
        State: state,
        FleetType: type,
      });
      expect(imageName()).toBe('new');
    },
  );

  test('takes an image by its ARN: its own, a public one, and one that is shared for fleets', async () => {
    const { world, update, image, imageName } = await startWithFleet();
    const publicImage = world.createImage(SOURCE, { name: 'base', visibility: 'PUBLIC' });
    const theirs = world.createImage(SOURCE, { name: 'theirs', visibility: 'SHARED' });
    for (const { arn, name } of [image, publicImage, theirs]) {
      await update({ ImageArn: arn });
      expect(imageName()).toBe(name);
    }
  });

  test('changes the display name of a fleet that is RUNNING, and its description only when STOPPED', async () => {
    const { world, update } = await startWithFleet();
    await update({ DisplayName: 'Design' });
    await expect(update({ Description: 'CAD' })).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
    world.setFleetState(SOURCE, 'design', 'STOPPED');
    const { Fleet } = await update({ Description: 'CAD' });
    expect(Fleet).toMatchObject({ DisplayName: 'Design', Description: 'CAD', ImageName: 'old' });
  });

  test('needs a STOPPED fleet for an image of another platform, and then changes the platform', async () => {
    const { world, update, imageName } = await startWithFleet();
    world.createImage(SOURCE, { name: 'linux', platform: 'RHEL8' });
    await expect(update({ ImageName: 'linux' })).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
    expect(imageName()).toBe('old');
    world.setFleetState(SOURCE, 'design', 'STOPPED');
    const { Fleet } = await update({ ImageName: 'linux' });
    expect(Fleet).toMatchObject({ ImageName: 'linux', Platform: 'RHEL8' });
  });

  test.each([
    'OperationNotPermittedException',
    'IncompatibleImageException',
    'InvalidParameterCombinationException',
  ] as const)('refuses another platform with %s when told so', async (otherPlatformError) => {
    const { world, update } = await startWithFleet({}, { otherPlatformError });
    world.createImage(SOURCE, { name: 'linux', platform: 'ROCKY_LINUX8' });
    await expect(update({ ImageName: 'linux' })).rejects.toMatchObject({
      name: otherPlatformError,
    });
  });

  test.each(['STARTING', 'STOPPING'] as const)(
    'refuses a fleet that is %s, with the error that it is told',
    async (state) => {
      for (const busyFleetError of [undefined, 'ResourceInUseException'] as const) {
        const { update, imageName } = await startWithFleet({ state }, { busyFleetError });
        await expect(update({ ImageName: 'new' })).rejects.toMatchObject({
          name: busyFleetError ?? 'OperationNotPermittedException',
        });
        expect(imageName()).toBe('old');
      }
    },
  );

  test.each<[string, UpdateFleetCommandInput, string]>([
    ['a fleet that is not there', { Name: 'gone' }, 'ResourceNotFoundException'],
    ['no fleet', { Name: undefined }, 'InvalidParameterCombinationException'],
    ['a name that is none', { Name: 'de sign' }, 'ValidationException'],
    ['an image that is not there', { ImageName: 'gone' }, 'ResourceNotFoundException'],
    ['an empty image name', { ImageName: '' }, 'ValidationException'],
    ['an ARN that is none', { ImageArn: 'new' }, 'ValidationException'],
    [
      'an image of another region',
      { ImageArn: `arn:aws:appstream:${DESTINATION}:123456789012:image/there` },
      'ResourceNotFoundException',
    ],
    [
      'an image that another account does not share',
      { ImageArn: `arn:aws:appstream:${SOURCE}:222222222222:image/secret` },
      'ResourceNotFoundException',
    ],
    ['an image of others by name', { ImageName: 'theirs' }, 'ResourceNotFoundException'],
    [
      'an image that is shared for image builders only',
      { ImageArn: `arn:aws:appstream:${SOURCE}:999999999999:image/theirs` },
      'OperationNotPermittedException',
    ],
    ['an image that is being built', { ImageName: 'built' }, 'ResourceNotAvailableException'],
    ['an image that failed', { ImageName: 'failed' }, 'ResourceNotAvailableException'],
    ['an incompatible image', { ImageName: 'flawed' }, 'IncompatibleImageException'],
    [
      'a name and an ARN at once',
      { ImageName: 'new', ImageArn: `arn:aws:appstream:${SOURCE}:123456789012:image/new` },
      'InvalidParameterCombinationException',
    ],
    ['a display name of 101 characters', { DisplayName: 'x'.repeat(101) }, 'ValidationException'],
    ['a description of 257 characters', { Description: 'x'.repeat(257) }, 'ValidationException'],
    ['a member that the simulator lacks', { InstanceType: 'any' }, 'ValidationException'],
  ])('refuses %s, and changes nothing', async (_, input, error) => {
    const { world, update } = await startWithFleet();
    world.createImage(DESTINATION, { name: 'there' });
    world.createImage(SOURCE, { name: 'built', buildMinutes: 20 });
    world.createImage(SOURCE, { name: 'failed', state: 'FAILED' });
    world.createImage(SOURCE, { name: 'flawed', incompatible: true });
    const permissions = { allowFleet: false, allowImageBuilder: true };
    world.createImage(SOURCE, { name: 'theirs', visibility: 'SHARED', permissions });
    const before = world.fleet(SOURCE, 'design');
    await expect(update(input)).rejects.toMatchObject({ name: error });
    expect(world.fleet(SOURCE, 'design')).toEqual(before);
  });

  test('refuses an image for an Elastic fleet, and shows that it has none', async () => {
    const { update } = await startWithFleet({ fleetType: 'ELASTIC', imageName: undefined });
    await expect(update({ ImageName: 'new' })).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
    const { Fleet } = await update({ DisplayName: 'Elastic' });
    expect(Fleet).toMatchObject({ FleetType: 'ELASTIC', Platform: 'AMAZON_LINUX2' });
    expect(Fleet?.ImageName ?? Fleet?.ImageArn).toBeUndefined();
  });

  test('can rest on a tag of the fleet, which is seen late', async () => {
    const updateFleetNeedsTag = { key: 'follow', seconds: 60 };
    const { world, update, advance } = await startWithFleet({}, { updateFleetNeedsTag });
    world.setFleetTags(SOURCE, 'design', { follow: 'cad' });
    const denied = { name: 'AccessDeniedException' };
    await expect(update({ ImageName: 'new' })).rejects.toMatchObject(denied);
    advance(1);
    await update({ ImageName: 'new' });
    await expect(update({ Name: 'gone' })).rejects.toMatchObject(denied);
  });

  test('sends the event of its call, and says which fleet it was for', async () => {
    const { world, update, onEvent, calls } = await startWithFleet({ tags: { team: 'a' } });
    const events: unknown[] = [];
    onEvent(({ detail }) => events.push([detail.eventName, detail.requestParameters]));
    await update({ ImageName: 'new' });
    expect(events).toEqual([['UpdateFleet', { name: 'design', imageName: 'new' }]]);
    const arn = world.fleet(SOURCE, 'design')?.arn;
    expect(calls.at(-1)?.resource).toEqual({ arn, tags: { team: 'a' } });
  });
});

describe('an image that a fleet uses', () => {
  test('cannot be deleted until no fleet uses it, whatever the state of the fleet', async () => {
    const { world, client, update } = await startWithFleet({ state: 'STOPPED' });
    const deletion = new DeleteImageCommand({ Name: 'old' });
    await expect(client.send(deletion)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    expect(() => world.deleteImage(SOURCE, 'old')).toThrow(
      'used by arn:aws:appstream:us-east-1:123456789012:fleet/design',
    );
    await update({ ImageName: 'new' });
    await client.send(deletion);
    expect(world.image(SOURCE, 'old')).toBeUndefined();
    world.deleteFleet(SOURCE, 'design');
    world.deleteImage(SOURCE, 'new');
    expect(world.images(SOURCE)).toEqual([]);
  });

  test('can be deleted in other regions', async () => {
    const { world, appstream } = await startWithFleet();
    world.createImage(DESTINATION, { name: 'old' });
    await appstream(DESTINATION).send(new DeleteImageCommand({ Name: 'old' }));
    expect(world.images(DESTINATION)).toEqual([]);
  });
});
