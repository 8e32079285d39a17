import { beforeEach, describe, expect, test } from '@jest/globals';
import { planRetention } from '../../lib/run/plan-retention.ts';
import { readMembers } from '../../lib/run/read-members.ts';
import { ACCOUNT, HOME } from '../support/stage.ts';
import { useStage } from '../support/use-stage.ts';
import { EU, justOver, replicate, replicateThree } from './family.ts';

const stage = useStage();

const plan = async () => planRetention(await readMembers(stage.reconciler), stage.reconciler);

/** What is to be done about each replica. */
async function decisions(): Promise<Record<string, string>> {
  const [region] = await plan();
  if (!region || 'fault' in region) throw new Error(`not planned: ${region?.fault.code}`);
  return Object.fromEntries(
    region.planned
      .map(({ replica, decision }) => [replica.name, decision.do] as const)
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}

const tagsOf = (name: string) => ({ ...stage.sim.world.image(EU, name)?.tags });

describe('of three replicas of a family whose newest image keeps one', () => {
  beforeEach(() => replicateThree(stage));

  test('the two older ones may go', async () => {
    expect(await decisions()).toEqual({
      'cad-1': 'give notice',
      'cad-2': 'give notice',
      'cad-3': 'keep',
    });
  });

  test('planning changes nothing', async () => {
    const before = stage.sim.calls.length;
    await decisions();
    const made = stage.sim.calls.slice(before).map(({ operation }) => operation);
    expect(made.filter((name) => !/^(Describe|List)/.test(name))).toEqual([]);
  });

  test('none may go once a newer image sets no number', async () => {
    await replicate(stage, 'cad-4');
    expect(new Set(Object.values(await decisions()))).toEqual(new Set(['keep']));
  });

  test('none may go once a newer image sets a number that cannot be', async () => {
    await replicate(stage, 'cad-4', { 'replicate:keep': 'few' });
    expect(new Set(Object.values(await decisions()))).toEqual(new Set(['keep']));
  });

  test('one that a fleet uses stays, in whichever state the fleet is', async () => {
    stage.sim.world.createFleet(EU, { name: 'desks', imageName: 'cad-1', state: 'STOPPED' });
    expect(await decisions()).toMatchObject({ 'cad-1': 'keep', 'cad-2': 'give notice' });
  });

  test('one that an image builder uses stays', async () => {
    stage.sim.world.createImageBuilder(EU, { name: 'bench', imageName: 'cad-2' });
    expect(await decisions()).toMatchObject({ 'cad-1': 'give notice', 'cad-2': 'keep' });
  });

  test('one that is shared stays', async () => {
    stage.sim.world.share(EU, 'cad-1', '999999999999');
    expect(await decisions()).toMatchObject({ 'cad-1': 'keep', 'cad-2': 'give notice' });
  });

  test('one that is used from now on loses its notice', async () => {
    const notice = { 'replicate:retire-at': justOver(stage) };
    stage.sim.world.setTags(EU, 'cad-1', { ...tagsOf('cad-1'), ...notice });
    expect(await decisions()).toMatchObject({ 'cad-1': 'delete' });
    stage.sim.world.createFleet(EU, { name: 'desks', imageName: 'cad-1' });
    expect(await decisions()).toMatchObject({ 'cad-1': 'put off' });
  });

  test('one whose source image is gone is of the family that its own tag names', async () => {
    stage.sim.world.deleteImage(HOME, 'cad-1');
    expect(await decisions()).toMatchObject({ 'cad-1': 'give notice' });
  });

  test('one whose source image has left the family stays', async () => {
    const { 'replicate:family': _, ...tags } = { ...stage.sim.world.image(HOME, 'cad-1')?.tags };
    stage.sim.world.setTags(HOME, 'cad-1', tags);
    expect(await decisions()).toMatchObject({ 'cad-1': 'keep', 'cad-2': 'give notice' });
  });

  test('images that are not replicas of this stack are no part of it', async () => {
    const family = { 'replicate:family': 'cad', 'replicate:retire-at': justOver(stage) };
    const source = `arn:aws:appstream:${HOME}:${ACCOUNT}:image/cad-1`;
    stage.sim.world.createImage(EU, { name: 'own', tags: family });
    const lineage = {
      'replicate:source': source,
      'replicate:source-created': '2020-01-01T00:00:00Z',
    };
    stage.sim.world.createImage(EU, { name: 'forged', tags: { ...family, ...lineage } });
    const { 'replicate:source': _, ...unfinished } = tagsOf('cad-2');
    stage.sim.world.setTags(EU, 'cad-2', unfinished);
    expect(Object.keys(await decisions())).toEqual(['cad-1', 'cad-3']);
  });

  test.each(['DescribeFleets', 'DescribeImageBuilders', 'DescribeImagePermissions'])(
    'nothing is decided in a region where %s is refused',
    async (operation) => {
      stage.sim.fault({ operation, effect: { error: 'AccessDeniedException' } });
      expect(await plan()).toEqual([
        { region: EU, fault: expect.objectContaining({ kind: 'denied' }) },
      ]);
    },
  );

  test('nothing is decided at all while the tags of one source image cannot be read', async () => {
    stage.sim.fault({
      operation: 'ListTagsForResource',
      match: (input) => JSON.stringify(input).includes(`${HOME}:${ACCOUNT}:image/cad-3`),
      effect: { error: 'AccessDeniedException' },
    });
    await expect(plan()).rejects.toThrow('cad-3');
  });
});
