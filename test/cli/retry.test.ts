import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();
beforeEach(() => {
  stage.deploy();
});

/** An image whose name is taken in eu-west-1 and eu-west-2, so that both have failed. */
async function failedTwice() {
  for (const region of ['eu-west-1', 'eu-west-2'])
    stage.sim.world.createImage(region, { name: 'cad' });
  stage.sim.world.createImage(HOME, {
    name: 'cad',
    tags: { 'replicate:to': 'eu-west-1 eu-west-2 eu-west-3' },
  });
  await stage.look('cad');
  await stage.settle();
}

describe('a failed destination', () => {
  beforeEach(failedTwice);

  test('is copied once the problem is gone', async () => {
    stage.sim.world.deleteImage('eu-west-1', 'cad');
    const { exit, err } = await stage.cli(['retry', 'cad', 'eu-west-1', '--wait']);
    expect(err).toContain('Started again: cad to eu-west-1.');
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
    expect(stage.word('cad', 'eu-west-2')).toBe('FAILED');
    expect(exit).toBe(3);
  });

  test('is started again with every other one when no region is named', async () => {
    stage.sim.world.deleteImage('eu-west-1', 'cad');
    stage.sim.world.deleteImage('eu-west-2', 'cad');
    expect((await stage.cli(['retry', 'cad', '--wait'])).exit).toBe(0);
    expect(stage.word('cad', 'eu-west-2')).toBe('AVAILABLE');
  });

  test('that fails for the same reason again is announced as another failure', async () => {
    await stage.cli(['retry', 'cad', 'eu-west-1']);
    await stage.cli(['retry', 'cad', 'eu-west-1']);
    const ids = stage
      .inbox()
      .filter(({ message }) => message.destination?.region === 'eu-west-1')
      .map(({ message }) => message.id);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });

  test('whose failure is announced twice after a lost answer has one id', async () => {
    await stage.cli(['retry', 'cad', 'eu-west-1', '--no-announce']);
    const tags = stage.sim.world.image(HOME, 'cad')?.tags ?? {};
    const waiting = 'WAITING since=2026-11-23T09:00:00Z asked=2026-11-23T09:00:00Z - started again';
    for (const _ of [1, 2]) {
      stage.sim.world.setTags(HOME, 'cad', { ...tags, 'replicate:status:eu-west-1': waiting });
      await stage.look('cad');
    }
    const ids = stage.inbox().map(({ message }) => message.id);
    expect(ids.at(-1)).toBe(ids.at(-2));
  });

  test('gets a later request time, even within the same minute', async () => {
    const asked = () => /asked=(\S+)/.exec(stage.status('cad', 'eu-west-1') ?? '')?.[1];
    const times = [asked()];
    for (const _ of [1, 2]) {
      await stage.cli(['retry', 'cad', 'eu-west-1']);
      times.push(asked());
    }
    expect(times.every((time) => time !== undefined)).toBe(true);
    expect(new Set(times).size).toBe(3);
    expect(times.toSorted()).toEqual(times);
  });

  test('is made again by the function when the person may tag but not copy', async () => {
    stage.sim.world.deleteImage('eu-west-1', 'cad');
    const announced = stage.inbox().length;
    stage.sim.fault({
      operation: 'CopyImage',
      times: Number.POSITIVE_INFINITY,
      effect: { error: 'AccessDeniedException' },
    });
    const { exit, err } = await stage.cli(['retry', 'cad', 'eu-west-1']);
    expect(exit).toBe(1);
    expect(err).toContain('you may not call appstream:CopyImage in us-east-1');
    expect([stage.word('cad', 'eu-west-1'), stage.inbox().length]).toEqual(['WAITING', announced]);
    stage.sim.clearFaults();
    await stage.settle();
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
  });
});

describe('what cannot be started again', () => {
  beforeEach(failedTwice);

  test.each([
    [['cad', 'eu-west-3'], "'cad' in eu-west-3 is AVAILABLE, not FAILED"],
    [['cad', 'eu-west-4'], "'eu-west-4' is no destination of 'cad'; the nearest is 'eu-west-1'"],
    [['cat'], "there is no image 'cat' in us-east-1; the nearest is 'cad'"],
  ])('%j: %s', async (args, message) => {
    const { exit, err } = await stage.cli(['retry', ...args]);
    expect([exit, err]).toEqual([1, `error: ${message}\n`]);
    expect(stage.word('cad', 'eu-west-1')).toBe('FAILED');
  });

  test('an image whose tags cannot be read', async () => {
    stage.sim.world.createImage(HOME, { name: 'plain' });
    const effect = { error: 'AccessDeniedException', message: 'no' };
    stage.sim.fault({ operation: 'ListTagsForResource', effect });
    const { exit, err } = await stage.cli(['retry', 'plain', '--no-announce']);
    expect([exit, err]).toEqual([
      1,
      "error: the tags of 'plain' cannot be read: AccessDeniedException: you may not call appstream:ListTagsForResource in us-east-1; AWS says: no\n",
    ]);
  });

  test('an image that is not replicated', async () => {
    stage.sim.world.createImage(HOME, { name: 'plain' });
    const { exit, err } = await stage.cli(['retry', 'plain']);
    expect([exit, err]).toEqual([1, "error: 'plain' is not replicated: it has no rule\n"]);
  });

  test('an image of which nothing has failed: that is no error', async () => {
    stage.sim.world.createImage(HOME, { name: 'fine', tags: { 'replicate:to': 'eu-west-1' } });
    const { exit, err } = await stage.cli(['retry', 'fine']);
    expect([exit, err]).toEqual([0, 'Nothing to start again: no destination of fine is FAILED.\n']);
    expect(stage.word('fine', 'eu-west-1')).toBeUndefined();
  });
});
