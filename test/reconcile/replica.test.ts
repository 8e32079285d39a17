import { describe, expect, test } from '@jest/globals';
import { failing, failingAtFirst, HOME, keys } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const stage = useStage();

function build(tags: Record<string, string> = { 'replicate:to': EU }) {
  return stage.sim.world.createImage(HOME, { name: 'cad', tags });
}

const calls = (operation: string) => stage.sim.calls.filter((call) => call.operation === operation);

describe('a replica that fails', () => {
  test('once is removed and copied again, and the message counts both copies', async () => {
    stage.set(failingAtFirst(1, 40));
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
    stage.set(failing);
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
    stage.set(failing);
    build();
    await stage.look('cad');
    await stage.settle();
    expect(calls('DeleteImage').map(({ resource }) => resource?.tags[keys.source])).toEqual([
      'arn:aws:appstream:us-east-1:123456789012:image/cad',
      'arn:aws:appstream:us-east-1:123456789012:image/cad',
    ]);
  });

  test('is deleted in a later run than the one that tags it', async () => {
    stage.set(failing);
    build();
    await stage.look('cad');
    const made = async (minutes: number) => {
      stage.sim.calls.length = 0;
      stage.clock.advance(minutes);
      await stage.deliver({ trigger: 'tick' });
      return stage.sim.calls
        .filter(({ region }) => region === EU)
        .map(({ operation }) => operation)
        .filter((operation) => operation !== 'DescribeImages');
    };
    expect(await made(5)).toEqual(['ListTagsForResource', 'TagResource']);
    expect(await made(9)).toEqual([]);
    expect(await made(1)).toEqual(['ListTagsForResource', 'DeleteImage']);
    expect(await made(1)).toEqual([]);
    expect(calls('CopyImage')).toHaveLength(1);
  });

  test('is copied again 10 minutes after the first failure, and an hour after the second', async () => {
    stage.set(failing);
    build();
    await stage.look('cad');
    await stage.settle();
    const [first = 0, second = 0, third = 0] = calls('CopyImage').map(({ at }) => at.getTime());
    expect([(second - first) / 60_000, (third - second) / 60_000]).toEqual([5 + 11, 5 + 61]);
    expect(stage.word('cad', EU)).toBe('FAILED');
  });
});

describe('what has the replica’s name', () => {
  test.each([
    undefined,
    'an image of somebody else',
    '[replica of eu-west-2/cad 2026-11-23T08:00:00Z]',
  ])('without our lineage (%s) is never touched: NameTaken', async (description) => {
    const theirs = stage.sim.world.createImage(EU, { name: 'cad', description });
    build();
    await stage.look('cad');
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual(['NameTaken']);
    expect(stage.sim.world.image(EU, 'cad')).toEqual(theirs);
  });

  test('of an earlier image of the same name: StaleReplica, and it stays', async () => {
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
    build();
    stage.sim.fault({
      operation: 'TagResource',
      match: (input) => JSON.stringify(input).includes('COPYING'),
      times: 3,
      effect: 'drop-before',
    });
    await expect(stage.look('cad')).rejects.toThrow('the status of cad in us-east-1');
    expect(stage.word('cad', EU)).toBe('WAITING');
    await stage.settle();
    expect(calls('CopyImage')).toHaveLength(1);
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });

  test('that an image builder made is not ours, whatever its description says', async () => {
    build();
    const description = '[replica of us-east-1/cad 2026-11-23T08:00:00Z]';
    stage.sim.world.createImage(EU, { name: 'cad', description });
    await stage.look('cad');
    expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual(['NameTaken']);
    expect(stage.sim.world.image(EU, 'cad')?.tags).toEqual({});
  });

  test('and is older than the source is not ours, whatever its description says', async () => {
    build();
    stage.sim.world.createImage(EU, {
      name: 'cad',
      description: '[replica of us-east-1/cad 2026-11-23T08:00:00Z]',
      createdAt: new Date('2026-11-23T07:59:59Z'),
      imageBuilderName: null,
    });
    await stage.look('cad');
    expect(stage.inbox().map(({ message }) => message.reason?.code)).toEqual(['NameTaken']);
  });

  test('of somebody else that is DELETING is waited for', async () => {
    stage.set({ deleteMinutes: () => 20 });
    stage.sim.world.createImage(EU, { name: 'cad' });
    stage.sim.world.beginDelete(EU, 'cad');
    build();
    await stage.look('cad');
    expect(stage.status('cad', EU)).toMatch(/^WAITING .*code=Deleting/);
    await stage.settle();
    expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
  });
});

describe('the source', () => {
  test('deleted between the read and the copy needs no status and no message', async () => {
    build();
    stage.sim.onCall(({ operation, region }) => {
      if (operation === 'DescribeImages' && region === EU) stage.sim.world.deleteImage(HOME, 'cad');
    });
    await stage.look('cad');
    expect(calls('CopyImage')).toEqual([]);
    expect(stage.inbox()).toEqual([]);
    expect(stage.isWatching()).toBe(false);
  });

  test('that its owner has shared is replicated, however AppStream shows it', async () => {
    for (const sharedOwnImages of ['PRIVATE', 'SHARED'] as const) {
      stage.set({ sharedOwnImages });
      build();
      stage.sim.world.share(HOME, 'cad');
      await stage.deliver({ trigger: 'sweep' });
      await stage.settle();
      expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
    }
  });

  test('that is a replica itself is not replicated onward, whatever its tags say', async () => {
    build();
    await stage.look('cad');
    await stage.settle();
    stage.sim.world.createImage(HOME, {
      name: 'back',
      description: '[replica of eu-west-1/cad 2026-11-23T08:00:00Z]',
      imageBuilderName: null,
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
  test('is announced once as LATE, and followed to its end by the sweep', async () => {
    stage.set({ copyMinutes: () => 10 * 60 });
    build();
    await stage.look('cad');
    await stage.pass(6 * 60);
    expect(stage.isWatching()).toBe(false);
    await stage.pass(4 * 60);
    expect(stage.inbox().map(({ message }) => [message.outcome, message.durationSeconds])).toEqual([
      ['LATE', 6 * 3600],
      ['SUCCEEDED', 10 * 3600],
    ]);
  });

  test('is followed even if its rule is taken away meanwhile', async () => {
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

test('a replica that people share before it is announced is announced, though AppStream lists it apart', async () => {
  stage.set({ sharedOwnImages: 'SHARED' });
  build();
  await stage.look('cad');
  await stage.pass(39);
  stage.sim.fault({ operation: 'Publish', times: 3, effect: { error: 'ThrottlingException' } });
  await stage.pass(2);
  expect(stage.status('cad', EU)).toMatch(/^AVAILABLE .* due=0 /);
  stage.sim.world.share(EU, 'cad');
  await stage.pass(60);
  expect(stage.inbox().map(({ message }) => message.outcome)).toEqual(['SUCCEEDED']);
});
