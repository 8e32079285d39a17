import { afterEach, describe, expect, test } from '@jest/globals';
import { createStage, HOME, keys, type Stage } from '../support/stage.ts';

const EU = 'eu-west-1';
const failure = { code: 'IMAGE_COPY_FAILURE', message: 'the copy broke off' };
let stage: Stage;
afterEach(() => stage.close());

function build(tags: Record<string, string> = { 'replicate:to': EU }) {
  return stage.sim.world.createImage(HOME, { name: 'cad', tags });
}

const calls = (operation: string) => stage.sim.calls.filter((call) => call.operation === operation);

describe('a replica that fails', () => {
  test('once is removed and copied again, and the message counts both copies', async () => {
    let copies = 0;
    stage = await createStage({
      copyOutcome: () => {
        copies += 1;
        return copies === 1 ? { fails: failure } : undefined;
      },
    });
    build();
    await stage.look('cad');
    await stage.settle();
    expect(stage.inbox().map(({ message }) => [message.outcome, message.attempts])).toEqual([
      ['SUCCEEDED', 2],
    ]);
    expect(stage.inbox()[0]?.message.durationSeconds).toBeGreaterThanOrEqual(80 * 60);
    expect(stage.sim.world.images(EU).map(({ state }) => state)).toEqual(['AVAILABLE']);
  });

  test('three times is reported with AWS’s reason, and the last failed replica is left', async () => {
    stage = await createStage({ copyOutcome: () => ({ fails: failure }) });
    build();
    await stage.look('cad');
    await stage.settle();
    expect(calls('CopyImage')).toHaveLength(3);
    expect(stage.inbox()[0]?.message).toMatchObject({
      outcome: 'FAILED',
      attempts: 3,
      reason: { code: 'IMAGE_COPY_FAILURE', message: 'the copy broke off' },
    });
    expect(stage.sim.world.image(EU, 'cad')?.state).toBe('FAILED');
  });

  test('is only deleted once it carries its lineage tag', async () => {
    stage = await createStage({ copyOutcome: () => ({ fails: failure }) });
    build();
    await stage.look('cad');
    await stage.settle();
    expect(calls('DeleteImage').map(({ resource }) => resource?.tags[keys.source])).toEqual([
      'arn:aws:appstream:us-east-1:123456789012:image/cad',
      'arn:aws:appstream:us-east-1:123456789012:image/cad',
    ]);
  });

  test('and cannot be deleted is reported as it is', async () => {
    stage = await createStage({ copyOutcome: () => ({ fails: failure }) });
    stage.sim.fault({
      operation: 'DeleteImage',
      effect: { error: 'AccessDeniedException', message: 'no' },
    });
    build();
    await stage.look('cad');
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual([
      'AccessDeniedException',
    ]);
  });
});

describe('what stands under the replica’s name', () => {
  test.each([
    undefined,
    'an image of somebody else',
    '[replica of eu-west-2/cad 2026-11-23T08:00:00Z]',
  ])('without our lineage (%s) is never touched: NameTaken', async (description) => {
    stage = await createStage();
    const theirs = stage.sim.world.createImage(EU, { name: 'cad', description });
    build();
    await stage.look('cad');
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual(['NameTaken']);
    expect(stage.sim.world.image(EU, 'cad')).toEqual(theirs);
  });

  test('of an earlier image of the same name: StaleReplica, and it stays', async () => {
    stage = await createStage();
    build();
    await stage.look('cad');
    await stage.settle();
    stage.sim.world.deleteImage(HOME, 'cad');
    build();
    await stage.look('cad');
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.reason?.code ?? message.outcome)).toEqual([
      'SUCCEEDED',
      'StaleReplica',
    ]);
    expect(stage.sim.world.image(EU, 'cad')?.description).toContain('2026-11-23T08:00:00Z');
  });

  test('left by a run that died right after CopyImage is recognised and finished', async () => {
    stage = await createStage();
    build();
    stage.sim.fault({
      operation: 'TagResource',
      times: Number.POSITIVE_INFINITY,
      effect: 'drop-before',
    });
    await expect(stage.look('cad')).rejects.toThrow();
    expect(stage.status('cad', EU)).toBeUndefined();
    stage.sim.clearFaults();
    await stage.settle();
    expect(calls('CopyImage')).toHaveLength(1);
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });
});

describe('the source', () => {
  test('deleted between the look and the copy: ResourceNotFoundException is told', async () => {
    stage = await createStage();
    build();
    stage.sim.onCall(({ operation, region }) => {
      if (operation === 'DescribeImages' && region === EU) stage.sim.world.deleteImage(HOME, 'cad');
    });
    await stage.look('cad');
    expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual([
      'ResourceNotFoundException',
    ]);
    await stage.settle();
    expect(stage.isWatching()).toBe(false);
  });

  test('that is a replica itself is not replicated onward, whatever its tags say', async () => {
    stage = await createStage();
    build();
    await stage.look('cad');
    await stage.settle();
    stage.sim.world.createImage(HOME, {
      name: 'back',
      description: '[replica of eu-west-1/cad 2026-11-23T08:00:00Z]',
      tags: { 'replicate:to': 'eu-west-2' },
    });
    stage.sim.world.createImage(HOME, {
      name: 'tagged',
      tags: {
        'replicate:to': 'eu-west-2',
        [keys.source]: 'arn:aws:appstream:eu-west-1:123456789012:image/cad',
      },
    });
    await stage.deliver({});
    expect(stage.sim.world.images('eu-west-2')).toEqual([]);
  });
});

describe('a copy that takes long', () => {
  test('is told of once as LATE and followed to its end all the same', async () => {
    stage = await createStage({ copyMinutes: () => 10 * 60 });
    build();
    await stage.look('cad');
    await stage.settle(700);
    expect(stage.inbox().map(({ message }) => [message.outcome, message.durationSeconds])).toEqual([
      ['LATE', 6 * 3600],
      ['SUCCEEDED', 10 * 3600],
    ]);
  });

  test('is followed even if its rule is taken away meanwhile', async () => {
    stage = await createStage();
    build();
    await stage.look('cad');
    const tags = { ...stage.sim.world.image(HOME, 'cad')?.tags };
    delete tags['replicate:to'];
    stage.sim.world.setTags(HOME, 'cad', { ...tags, team: 'design' });
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
    expect(stage.sim.world.image(EU, 'cad')?.tags).toMatchObject({
      team: 'design',
      [keys.sourceCreated]: '2026-11-23T08:00:00Z',
    });
  });
});
