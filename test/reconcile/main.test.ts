import { describe, expect, test } from '@jest/globals';
import event from '../fixtures/create-image.json' with { type: 'json' };
import { HOME, keys } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const stage = useStage();

const outcomes = () =>
  stage
    .inbox()
    .map(({ message }) => [
      message.outcome,
      message.destination?.region,
      message.destination?.name,
    ]);
const operations = (operation: string) =>
  stage.sim.calls.filter((call) => call.operation === operation);

describe('a new image', () => {
  test('with a rule is copied to each region, tagged, announced and kept in a status tag', async () => {
    stage.sim.world.createImage(HOME, {
      name: 'cad',
      description: 'CAD 2026',
      tags: { 'replicate:to': 'eu-west-1 ap-southeast-2=cad-apac', team: 'design' },
    });
    await stage.look('cad');
    expect(stage.word('cad', 'eu-west-1')).toBe('COPYING');
    expect(stage.isWatching()).toBe(true);

    await stage.settle();
    expect(stage.sim.world.image('eu-west-1', 'cad')).toMatchObject({
      state: 'AVAILABLE',
      description: 'CAD 2026 [replica of us-east-1/cad 2026-11-23T08:00:00Z]',
      tags: {
        team: 'design',
        [keys.source]: 'arn:aws:appstream:us-east-1:123456789012:image/cad',
        [keys.sourceCreated]: '2026-11-23T08:00:00Z',
      },
    });
    expect(stage.sim.world.image('ap-southeast-2', 'cad-apac')?.state).toBe('AVAILABLE');
    expect(stage.word('cad', 'eu-west-1')).toBe('AVAILABLE');
    expect(outcomes()).toEqual([
      ['SUCCEEDED', 'eu-west-1', 'cad'],
      ['SUCCEEDED', 'ap-southeast-2', 'cad-apac'],
    ]);
    expect(stage.inbox()[0]?.message).toMatchObject({ durationSeconds: 40 * 60, attempts: 1 });
  });

  test('is followed from its documented event while it is still PENDING', async () => {
    stage.sim.world.createImage(HOME, {
      name: 'ExampleImage1',
      buildMinutes: 20,
      tags: { 'replicate:to': 'eu-west-1' },
    });
    await stage.deliver(event);
    expect(operations('CopyImage')).toHaveLength(0);
    expect(stage.isWatching()).toBe(true);
    expect(await stage.settle()).toBe(20 + 40);
    expect(stage.word('ExampleImage1', 'eu-west-1')).toBe('AVAILABLE');
    expect(outcomes()).toEqual([['SUCCEEDED', 'eu-west-1', 'ExampleImage1']]);
  });

  test('without a rule is left alone and the watch stays off', async () => {
    stage.sim.world.createImage(HOME, { name: 'plain', tags: { team: 'design' } });
    await stage.look('plain');
    expect(stage.isWatching()).toBe(false);
    expect(stage.sim.calls.map(({ operation }) => operation)).toEqual([
      'DescribeImages',
      'ListTagsForResource',
    ]);
  });

  test('that is gone before it is read is no error', async () => {
    await expect(stage.look('gone')).resolves.toMatchObject({ images: 0, inFlight: 0 });
    stage.set({ missingImages: 'empty' });
    await expect(stage.look('gone')).resolves.toMatchObject({ images: 0, inFlight: 0 });
  });

  test('that fails to build is reported once for each region, with its own reason', async () => {
    stage.sim.world.createImage(HOME, {
      name: 'broken',
      state: 'FAILED',
      stateChangeReason: { code: 'INTERNAL_ERROR', message: 'the disk was full' },
      tags: { 'replicate:to': 'eu-west-1 eu-west-2' },
    });
    await stage.look('broken');
    await stage.look('broken');
    expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual([
      'SourceFailed',
      'SourceFailed',
    ]);
    expect(stage.inbox()[0]?.message.reason?.message).toContain('the disk was full');
  });

  test('goes to eight regions at once', async () => {
    const regions = [
      'us-east-2',
      'us-west-2',
      'ca-central-1',
      'sa-east-1',
      'eu-west-1',
      'eu-central-1',
      'ap-south-1',
      'ap-northeast-1',
    ];
    stage.sim.world.createImage(HOME, {
      name: 'wide',
      tags: { 'replicate:to': regions.join(' ') },
    });
    await stage.look('wide');
    await stage.settle();
    expect(regions.map((region) => stage.sim.world.image(region, 'wide')?.state)).toEqual(
      regions.map(() => 'AVAILABLE'),
    );
    expect(stage.inbox()).toHaveLength(8);
    expect(new Set(stage.inbox().map(({ message }) => message.id)).size).toBe(8);
  });
});

describe('the end', () => {
  test('is announced once; a replica that is deleted on purpose is not brought back', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    await stage.look('cad');
    await stage.settle();
    stage.sim.world.deleteImage('eu-west-1', 'cad');
    await stage.deliver({ trigger: 'sweep' });
    expect(stage.isWatching()).toBe(false);
    expect(stage.sim.world.image('eu-west-1', 'cad')).toBeUndefined();
    expect(stage.inbox()).toHaveLength(1);
  });

  test('starts again when the status tag is taken away', async () => {
    const events: unknown[] = [];
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    await stage.look('cad');
    await stage.settle();
    stage.sim.world.deleteImage('eu-west-1', 'cad');
    stage.sim.onEvent((each) => events.push(each));
    stage.sim.world.setTags(HOME, 'cad', { 'replicate:to': 'eu-west-1' });
    for (const each of events.splice(0)) await stage.deliver(each);
    await stage.settle();
    expect(stage.sim.world.image('eu-west-1', 'cad')?.state).toBe('AVAILABLE');
    const [first, second] = stage.inbox().map(({ message }) => message.id);
    expect(stage.inbox()).toHaveLength(2);
    expect(first).not.toBe(second);
  });

  test('leaves nothing to do: later sweeps only read', async () => {
    stage.sim.world.createImage(HOME, {
      name: 'cad',
      tags: { 'replicate:to': 'eu-west-1 eu-west-9x' },
    });
    await stage.look('cad');
    await stage.settle();
    stage.sim.calls.length = 0;
    await stage.deliver({ trigger: 'sweep' });
    await stage.look('cad');
    expect(new Set(stage.sim.calls.map(({ operation }) => operation))).toEqual(
      new Set(['DescribeImages', 'ListTagsForResource']),
    );
  });
});
