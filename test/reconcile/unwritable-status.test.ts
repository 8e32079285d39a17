import { describe, expect, test } from '@jest/globals';
import { failing, HOME, keys, type StageOptions } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

function setUp(options: StageOptions = {}, tags = { [keys.to]: EU }): void {
  stage.set(options);
  stage.sim.world.createImage(HOME, { name: 'cad', tags });
}

/** AWS refuses the function to set tags on images of a region, for ever. */
function refuseTags(region = HOME): void {
  const effect = { error: 'AccessDeniedException', message: 'an explicit deny' };
  stage.sim.fault({ operation: 'TagResource', region, times: Number.POSITIVE_INFINITY, effect });
}

const accepted = (operation: string) =>
  stage.sim.calls.filter((call) => call.operation === operation && call.error === undefined);
const tries = () => stage.sim.calls.filter(({ operation }) => operation === 'TagResource');

describe('an image whose status can never be written', () => {
  test('is neither copied nor announced, and ends each run in an error that names it and the cause', async () => {
    setUp();
    refuseTags();
    await expect(stage.look('cad')).rejects.toThrow(
      'the status of cad in us-east-1 could not be written, so nothing more is done for it: AccessDeniedException: an explicit deny',
    );
    await stage.pass(24 * 60);
    expect(accepted('CopyImage')).toEqual([]);
    expect(stage.inbox()).toEqual([]);
  });

  test('does not keep the watch on, and is tried once in each sweep', async () => {
    setUp();
    refuseTags();
    await expect(stage.look('cad')).rejects.toThrow('AccessDenied');
    expect(stage.isWatching()).toBe(false);
    const errors = await stage.pass(4 * 60);
    expect(errors).toHaveLength(8);
    expect(tries()).toHaveLength(1 + 8);
  });

  test('is counted, so that an alarm rings', async () => {
    setUp();
    refuseTags();
    await expect(stage.look('cad')).rejects.toThrow('AccessDenied');
    expect(stage.metrics).toContainEqual(
      expect.objectContaining({ name: 'StatusNotWritten', value: 1 }),
    );
  });

  test('holds up no other image', async () => {
    setUp();
    stage.sim.world.createImage(HOME, { name: 'lab', tags: { [keys.to]: EU } });
    stage.sim.fault({
      operation: 'TagResource',
      match: (input) => JSON.stringify(input).includes('image/cad'),
      times: Number.POSITIVE_INFINITY,
      effect: { error: 'AccessDeniedException' },
    });
    await expect(stage.deliver({ trigger: 'sweep' })).rejects.toThrow('cad');
    const errors = await stage.pass(25);
    expect(errors).toEqual([]);
    await stage.pass(30);
    expect(stage.word('lab', EU)).toBe('AVAILABLE');
    expect(stage.word('cad', EU)).toBeUndefined();
  });

  test('continues by itself when the cause is gone', async () => {
    setUp();
    refuseTags();
    await stage.pass(60);
    stage.sim.clearFaults();
    await stage.pass(120);
    expect(stage.word('cad', EU)).toBe('AVAILABLE');
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });

  test('has a mistake in its rule announced once, when it can be written that it was', async () => {
    setUp({}, { [keys.to]: 'eu_west_1' });
    refuseTags();
    await stage.pass(120);
    expect(stage.inbox()).toEqual([]);
    stage.sim.clearFaults();
    await stage.pass(120);
    expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual(['InvalidRule']);
  });
});

describe('a status that cannot be written from some moment on', () => {
  test('leaves the failed replica alone: no copy, no delete, no message', async () => {
    setUp(failing);
    await stage.look('cad');
    refuseTags();
    await stage.pass(24 * 60);
    expect(accepted('CopyImage')).toHaveLength(1);
    expect(accepted('DeleteImage')).toEqual([]);
    expect(stage.inbox()).toEqual([]);
  });

  test('leaves the success unannounced until it can be written, and then announces it once', async () => {
    setUp();
    await stage.look('cad');
    refuseTags();
    await stage.pass(24 * 60);
    expect(stage.inbox()).toEqual([]);
    stage.sim.clearFaults();
    await stage.pass(60);
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });
});

describe('an image that takes no tags while it is being built', () => {
  test('is no error, and is copied when it is AVAILABLE', async () => {
    stage.set();
    const tags = { [keys.to]: EU };
    stage.sim.world.createImage(HOME, { name: 'cad', buildMinutes: 20, tags });
    stage.sim.fault({
      operation: 'TagResource',
      times: 15,
      effect: { error: 'ResourceNotAvailableException' },
    });
    await stage.look('cad');
    expect(stage.isWatching()).toBe(true);
    expect(await stage.pass(70)).toEqual([]);
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });
});
