import { expect, test } from '@jest/globals';
import { useStage } from '../support/use-stage.ts';
import {
  announced,
  EU,
  follow,
  imageOf,
  outdateFleet,
  passMinutes,
  replicate,
  retag,
  statusOf,
  updates,
} from './fleets.ts';

const stage = useStage();

/** Something happens once the status announces the update, right before it. */
function beforeUpdate(act: () => void): void {
  stage.sim.onCall(({ operation, input }) => {
    if (operation === 'TagResource' && JSON.stringify(input).includes('code=Updating')) act();
  });
}

test('a fleet whose tag is taken away right before its update is left alone', async () => {
  await outdateFleet(stage);
  beforeUpdate(() => retag(stage, EU, { 'replicate:follow': undefined }));
  await stage.rollOut();
  expect(updates(stage)).toHaveLength(0);
  expect(stage.sim.world.fleet(EU, 'design')?.tags).toEqual({});
});

test.each([
  [
    'is built by somebody else under its name',
    () => stage.sim.world.createImage(EU, { name: 'cad-2' }),
  ],
  ['is not there any more', () => {}],
])('a fleet is not given an image that %s by then', async (_, act) => {
  await outdateFleet(stage);
  beforeUpdate(() => {
    stage.sim.world.deleteImage(EU, 'cad-2');
    act();
  });
  await stage.rollOut();
  expect(updates(stage)).toHaveLength(0);
  expect(await passMinutes(stage, 15)).toEqual([]);
  expect(imageOf(stage, EU)).toBe('cad-1');
});

test('a fleet that is deleted right before its update fails, once', async () => {
  await outdateFleet(stage);
  beforeUpdate(() => stage.sim.world.deleteFleet(EU, 'design'));
  await stage.rollOut();
  await passMinutes(stage, 60);
  expect(announced(stage)).toEqual(['FAILED eu-west-1 FleetGone']);
});

test.each([
  'OperationNotPermittedException',
  'ResourceInUseException',
  'ConcurrentModificationException',
] as const)(
  'a fleet that starts right before the call waits, and moves then: %s',
  async (error) => {
    stage.set({ busyFleetError: error });
    await replicate(stage, 'cad-1');
    follow(stage, EU, 'cad-1');
    stage.sim.world.setFleetState(EU, 'design', 'STOPPED');
    await replicate(stage, 'cad-2');
    stage.sim.onCall(({ operation, input }) => {
      const isAgain = operation === 'DescribeFleets' && JSON.stringify(input).includes('design');
      if (isAgain && stage.sim.world.fleet(EU, 'design')?.state === 'STOPPED')
        stage.sim.world.startFleet(EU, 'design');
    });
    await stage.rollOut();
    expect(statusOf(stage, EU)).toMatch(/^WAITING .*code=FleetBusy/);
    await passMinutes(stage, 30);
    expect(imageOf(stage, EU)).toBe('cad-2');
    expect(announced(stage)).toEqual(['ROLLED_OUT eu-west-1 cad-1 to cad-2']);
  },
);

test('a fleet whose status cannot be written is not updated, and the run ends in an error', async () => {
  await outdateFleet(stage);
  stage.sim.fault({
    operation: 'TagResource',
    times: Infinity,
    effect: { error: 'AccessDeniedException' },
  });
  await expect(stage.rollOut()).rejects.toThrow(/AccessDenied|not authorized/i);
  expect(updates(stage)).toHaveLength(0);
});

test('runs that overlap announce an update under one id', async () => {
  await replicate(stage, 'cad-1');
  follow(stage, EU, 'cad-1');
  await stage.rollOut();
  await replicate(stage, 'cad-2');
  await Promise.all([stage.rollOut(), stage.rollOut(), stage.rollOut()]);
  await passMinutes(stage, 60);
  const ids = stage
    .inbox()
    .flatMap(({ message }) => (message.outcome === 'ROLLED_OUT' ? message.id : []));
  expect(new Set(ids).size).toBe(1);
  expect(statusOf(stage, EU)).toMatch(/^FOLLOWING since=\S+ rule=\w+ build=\S+ image=cad-2$/);
});

test('an update whose answer was lost is announced all the same', async () => {
  await outdateFleet(stage);
  stage.sim.fault({ operation: 'UpdateFleet', effect: 'drop-after' });
  await stage.rollOut();
  expect(updates(stage)).toHaveLength(1);
  expect(announced(stage)).toEqual(['ROLLED_OUT eu-west-1 cad-1 to cad-2']);
});
