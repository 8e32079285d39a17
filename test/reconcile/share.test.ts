import { describe, expect, test } from '@jest/globals';
import { reconcile } from '../../lib/reconcile.ts';
import { HOME, keys } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';

const EU = 'eu-west-1';
const A = '111122223333';
const B = '444455556666';
const OTHER = '999900001111';
const FLEETS = { allowFleet: true, allowImageBuilder: false };
const BUILDERS = { allowFleet: false, allowImageBuilder: true };
const BOTH = { allowFleet: true, allowImageBuilder: true };

const within = (...shareAccounts: string[]) => ({ reconciler: { shareAccounts } });
const stage = useStage(within(A, B));

function build(share: string | undefined, tags: Record<string, string> = {}): void {
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { [keys.to]: EU, ...tags } });
  retag(share);
}

function retag(share: string | undefined): void {
  const { [keys.share]: _, ...tags } = stage.sim.world.image(HOME, 'cad')?.tags ?? {};
  const next = share === undefined ? tags : { ...tags, [keys.share]: share };
  stage.sim.world.setTags(HOME, 'cad', next);
}

async function replicate(share: string | undefined): Promise<void> {
  build(share);
  await stage.look('cad');
  await stage.settle();
}

async function change(share: string | undefined): Promise<void> {
  retag(share);
  await stage.look('cad');
  await stage.settle();
}

const replica = () => stage.sim.world.image(EU, 'cad');
const grants = () => replica()?.sharedWith ?? {};
const status = () => stage.status('cad', EU) ?? '';
const announced = () =>
  stage.inbox().map(({ message }) => [message.outcome, message.operation, message.reason?.code]);
const calls = (operation: string) =>
  stage.sim.calls.filter((each) => each.operation === operation).length;
const refuse = (error: string, times = Number.POSITIVE_INFINITY) =>
  stage.sim.fault({ operation: 'UpdateImagePermissions', times, effect: { error } });

describe('a new replica', () => {
  test('is shared as the tag asks before SUCCEEDED', async () => {
    await replicate(`${A} ${B}=both`);
    expect(grants()).toEqual({ [A]: FLEETS, [B]: BOTH });
    expect(replica()?.tags[keys.shared]).toBe(`${A} ${B}`);
    expect(status()).toMatch(/^AVAILABLE .* share=[0-9a-f]{8}$/);
    expect(announced()).toEqual([['SUCCEEDED', 'copy', undefined]]);
    const order = stage.sim.calls.map(({ operation }) => operation);
    expect(order.lastIndexOf('UpdateImagePermissions')).toBeLessThan(order.indexOf('Publish'));
  });

  test('costs no call for sharing without the tag', async () => {
    await replicate(undefined);
    expect(calls('DescribeImagePermissions')).toBe(0);
    expect(status()).not.toContain('share=');
  });

  test('is shared with nobody by a stack without sharing, which says so', async () => {
    stage.set(within());
    await replicate(A);
    expect(grants()).toEqual({});
    expect(calls('DescribeImagePermissions')).toBe(0);
    expect(announced()).toContainEqual(['SUCCEEDED', 'copy', undefined]);
    expect(announced()).toContainEqual(['FAILED', 'copy', 'InvalidRule']);
  });

  test('is shared with the accounts that the stack allows, and not with the others', async () => {
    await replicate(`${OTHER} ${A}`);
    expect(grants()).toEqual({ [A]: FLEETS });
    expect(announced()).toContainEqual(['FAILED', 'copy', 'InvalidRule']);
  });

  test('is shared as the source image is, with the accounts that the stack allows', async () => {
    build('source');
    stage.sim.world.share(HOME, 'cad', B, BUILDERS);
    stage.sim.world.share(HOME, 'cad', OTHER, BOTH);
    await stage.look('cad');
    await stage.settle();
    expect(grants()).toEqual({ [B]: BUILDERS });
    expect(replica()?.tags[keys.shared]).toBe('source');
  });
});

describe('a replica whose source is tagged otherwise later', () => {
  test('gets what is asked for now, loses what we gave and is no longer asked for, and is not announced again', async () => {
    await replicate(A);
    await change(`${B}=builder`);
    expect(grants()).toEqual({ [B]: BUILDERS });
    await change(undefined);
    expect(grants()).toEqual({});
    expect(status()).not.toContain('share=');
    expect(announced()).toEqual([['SUCCEEDED', 'copy', undefined]]);
    const before = stage.sim.calls.length;
    await stage.run({ kind: 'all', trigger: 'sweep' });
    const since = stage.sim.calls.slice(before).map(({ operation }) => operation);
    expect(since).not.toContain('DescribeImagePermissions');
    expect(since).not.toContain('TagResource');
  });

  test('keeps what others gave, whether the tag names the account for a time or not', async () => {
    await replicate(undefined);
    stage.sim.world.share(EU, 'cad', A, BOTH);
    stage.sim.world.share(EU, 'cad', OTHER, FLEETS);
    await change(`${A} ${B}`);
    expect(grants()).toEqual({ [A]: BOTH, [B]: FLEETS, [OTHER]: FLEETS });
    await change(undefined);
    expect(grants()).toEqual({ [A]: BOTH, [OTHER]: FLEETS });
  });

  test('follows the source image at the next sweep, and then the tag', async () => {
    build('source');
    stage.sim.world.share(HOME, 'cad', A, FLEETS);
    await stage.look('cad');
    await stage.settle();
    stage.sim.world.unshare(HOME, 'cad', A);
    stage.sim.world.share(HOME, 'cad', B, BOTH);
    await stage.run({ kind: 'all', trigger: 'sweep' });
    expect(grants()).toEqual({ [B]: BOTH });
    await change(A);
    expect(grants()).toEqual({ [A]: FLEETS });
  });

  test('is found where AppStream lists images that are shared apart', async () => {
    stage.set({ ...within(A, B), sharedOwnImages: 'SHARED' });
    await replicate(A);
    await change(`${B}=builder`);
    expect(grants()).toEqual({ [B]: BUILDERS });
    await change(undefined);
    expect(grants()).toEqual({});
  });

  test('loses an account that the stack allows no longer', async () => {
    await replicate(`${A} ${B}`);
    const narrower = { ...stage.reconciler, shareAccounts: [A] };
    await reconcile({ kind: 'all', trigger: 'sweep' }, narrower);
    expect(grants()).toEqual({ [A]: FLEETS });
  });

  test('is left alone by a stack that has no sharing any more', async () => {
    await replicate(A);
    await reconcile({ kind: 'all', trigger: 'sweep' }, { ...stage.reconciler, shareAccounts: [] });
    expect(grants()).toEqual({ [A]: FLEETS });
  });

  test('is started again with its tags and loses what is no longer asked for', async () => {
    await replicate(A);
    const { [keys.share]: _, ...tags } = stage.sim.world.image(HOME, 'cad')?.tags ?? {};
    stage.sim.world.setTags(HOME, 'cad', { ...tags, [keys.tags]: 'none' });
    await stage.look('cad');
    expect(grants()).toEqual({});
  });
});

describe('what is shared', () => {
  test('is never an image that has the replica’s name by now', async () => {
    await replicate(undefined);
    retag(A);
    stage.sim.onCall(({ operation, region }) => {
      const { world } = stage.sim;
      if (operation !== 'ListTagsForResource' || region !== EU || !replica()?.description) return;
      world.deleteImage(EU, 'cad');
      world.createImage(EU, { name: 'cad' });
    });
    await stage.look('cad');
    await stage.pass(60);
    expect(replica()).toMatchObject({ tags: {} });
    expect(grants()).toEqual({});
    expect(status()).not.toContain('sharing=');
  });

  test('is a replica whose lineage tags people have removed, which has them back', async () => {
    await replicate(undefined);
    stage.sim.world.setTags(EU, 'cad', {});
    await change(A);
    expect(grants()).toEqual({ [A]: FLEETS });
    expect(replica()?.tags[keys.source]).toBeDefined();
  });
});

describe('a replica that cannot be shared', () => {
  test.each(['OperationNotPermittedException', 'InvalidParameterCombinationException'])(
    'for good (%s) is announced as FAILED once, then as SUCCEEDED',
    async (error) => {
      refuse(error);
      await replicate(A);
      await stage.pass(60);
      expect(announced()).toEqual([
        ['FAILED', 'share', 'ShareRefused'],
        ['SUCCEEDED', 'copy', undefined],
      ]);
      expect(stage.inbox()[0]?.message.reason?.message).toContain(A);
      expect(status()).toMatch(/^AVAILABLE .*code=ShareRefused .*share=[0-9a-f]{8} - /);
      expect(calls('UpdateImagePermissions')).toBe(1);
    },
  );

  test('with more accounts than AppStream allows has a code of its own', async () => {
    refuse('LimitExceededException');
    await replicate(A);
    expect(announced()[0]).toEqual(['FAILED', 'share', 'ShareLimit']);
  });

  test('is tried again once the tag asks for something else, and fails as another occasion', async () => {
    refuse('OperationNotPermittedException');
    await replicate(A);
    await change(B);
    const ids = stage.inbox().map(({ message }) => message.id);
    expect(announced().map(([outcome]) => outcome)).toEqual(['FAILED', 'SUCCEEDED', 'FAILED']);
    expect(new Set(ids).size).toBe(3);
  });

  test('is announced with an id for each time that it is asked for, the same accounts included', async () => {
    refuse('OperationNotPermittedException');
    await replicate(A);
    await change(B);
    await change(A);
    await change(undefined);
    await change(A);
    const failed = stage.inbox().filter(({ message }) => message.outcome === 'FAILED');
    expect(new Set(failed.map(({ message }) => message.id)).size).toBe(4);
    expect(failed).toHaveLength(4);
  });

  test('is tried again once its status tag is removed, without another SUCCEEDED', async () => {
    refuse('OperationNotPermittedException', 1);
    await replicate(A);
    const { [keys.status(EU)]: _, ...tags } = stage.sim.world.image(HOME, 'cad')?.tags ?? {};
    stage.sim.world.setTags(HOME, 'cad', tags);
    await stage.look('cad');
    expect(grants()).toEqual({ [A]: FLEETS });
    expect(announced()).toHaveLength(2);
  });

  test('for the time being is tried again until it can', async () => {
    refuse('ResourceNotAvailableException', 12);
    await replicate(A);
    expect(grants()).toEqual({ [A]: FLEETS });
    expect(announced()).toEqual([['SUCCEEDED', 'copy', undefined]]);
    refuse('ResourceNotAvailableException', 12);
    await change(B);
    expect(grants()).toEqual({ [B]: FLEETS });
    expect(status()).not.toContain('sharing=');
    expect(announced()).toHaveLength(1);
  });

  test('for 10 minutes since IAM refuses it is not shared, and says so', async () => {
    refuse('AccessDeniedException');
    await replicate(A);
    expect(announced().map(([outcome]) => outcome)).toEqual(['FAILED', 'SUCCEEDED']);
    await change(B);
    expect(announced()[2]).toEqual(['FAILED', 'share', 'ShareRefused']);
  });

  test('serves the other accounts', async () => {
    stage.sim.fault({
      operation: 'UpdateImagePermissions',
      match: (input) => JSON.stringify(input).includes(A),
      effect: { error: 'OperationNotPermittedException' },
    });
    await replicate(`${A} ${B}`);
    expect(grants()).toEqual({ [B]: FLEETS });
  });

  test('and neither be announced has both announced later, in their order', async () => {
    refuse('OperationNotPermittedException');
    build(A);
    await stage.look('cad');
    stage.sim.fault({ operation: 'Publish', times: 9, effect: { error: 'InternalError' } });
    await stage.pass(90);
    expect(announced()).toEqual([
      ['FAILED', 'share', 'ShareRefused'],
      ['SUCCEEDED', 'copy', undefined],
    ]);
    expect(status()).not.toMatch(/due=|unshared=/);
  });
});
