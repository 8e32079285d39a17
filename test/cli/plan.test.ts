import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { HOME } from '../support/stage.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();

const image = (name: string, to: string) =>
  stage.sim.world.createImage(HOME, { name, tags: { 'replicate:to': to } });

describe('a plan', () => {
  test('says what a run would do and why, and exits with 2', async () => {
    stage.sim.world.createImage('eu-west-1', { name: 'office' });
    image('cad', 'eu-west-1 ap-southeast-2=cad-apac');
    image('office', 'eu-west-1 europe');
    const { exit, out } = await stage.cli(['plan', '--detailed-exitcode']);
    expect(exit).toBe(2);
    expect(out).toBe(`\
IMAGE   TO              ACTION            WHY
cad     eu-west-1       copy              there is no replica yet
cad     ap-southeast-2  copy              there is no replica yet
office  -               announce failure  'europe' is not a region; write one
                                          such as us-east-2
office  eu-west-1       announce failure  eu-west-1 has an image named office
                                          that is not a replica of this one

A run would take 4 steps. Nothing was changed.
`);
  });

  test('says what is waited for, and does not count it as a step', async () => {
    stage.sim.world.createImage(HOME, {
      name: 'cad',
      buildMinutes: 30,
      tags: { 'replicate:to': 'eu-west-1 eu-west-2' },
    });
    expect((await stage.cli(['plan', '--detailed-exitcode'])).out).toBe(`\
IMAGE  TO         ACTION  WHY
cad    eu-west-1  wait    SourceNotReady: the source image is PENDING
cad    eu-west-2  wait    SourceNotReady: the source image is PENDING

A run would do nothing, and wait for 2 destinations.
`);
    image('office', 'eu-west-1');
    const { exit, out } = await stage.cli(['plan', '--detailed-exitcode']);
    expect([exit, (await stage.cli(['plan'])).exit]).toEqual([2, 0]);
    expect(out).toContain('A run would take 1 step, and wait for 2 destinations.');
  });

  test("keeps to the regions that the deployed stack allows, and names the stack's parameter for others", async () => {
    stage.deploy({ AllowedRegions: 'eu-west-1' });
    image('cad', 'eu-west-1 eu-west-2');
    const { out } = await stage.cli(['plan', '--json', '--detailed-exitcode']);
    const [cad] = parseOutput('overview', out).images;
    expect(cad?.destinations.map(({ region, next }) => [region, next.do])).toEqual([
      ['eu-west-1', 'copy'],
    ]);
    expect(cad?.rule?.problems).toEqual([
      'eu-west-2 is not among the regions that the stack allows; its parameter allowedRegions has eu-west-1',
    ]);
  });

  test('shows that a replica is to be shared, and with whom', async () => {
    stage.deploy({ ShareAccounts: '111122223333 444455556666' });
    image('cad', 'eu-west-1');
    await stage.look('cad');
    await stage.settle();
    const tags = { ...stage.sim.world.image(HOME, 'cad')?.tags };
    const share = '111122223333 444455556666=both';
    stage.sim.world.setTags(HOME, 'cad', { ...tags, 'replicate:share': share });
    expect((await stage.cli(['plan'])).out).toMatch(/cad +eu-west-1 +share +the replica is not/);
    const { out } = await stage.cli(['status', '--json']);
    expect(parseOutput('overview', out).images[0]?.destinations[0]?.share).toEqual({
      with: share.split(' '),
      state: 'pending',
    });
    expect((await stage.cli(['status'])).out).toContain('not shared');
  });

  test('changes nothing', async () => {
    image('cad', 'eu-west-1');
    await stage.look('cad');
    await stage.settle();
    image('office', 'eu-west-1 europe');
    stage.sim.calls.length = 0;
    await stage.cli(['plan', '--detailed-exitcode']);
    expect(new Set(stage.sim.calls.map(({ operation }) => operation))).toEqual(
      new Set(['DescribeImages', 'ListTagsForResource']),
    );
  });

  test('has nothing to act with: no module of it can write', async () => {
    const { metafile } = await build({
      entryPoints: ['cli/commands/plan.ts'],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
    const modules = Object.keys(metafile.inputs);
    expect(modules).toContain('lib/run/plan.ts');
    for (const acting of [
      'lib/aws/appstream/write.ts',
      'lib/aws/sns.ts',
      'lib/aws/eventbridge.ts',
    ]) {
      expect(modules).not.toContain(acting);
    }
  });

  test('exits with 0 when all is in sync, what failed for good included', async () => {
    stage.sim.world.createImage('eu-west-2', { name: 'cad' });
    image('cad', 'eu-west-1 eu-west-2');
    await stage.look('cad');
    expect((await stage.cli(['plan', '--detailed-exitcode'])).exit).toBe(2);
    await stage.settle();
    const { exit, out } = await stage.cli(['plan', '--detailed-exitcode']);
    expect(exit).toBe(0);
    expect(out).toContain('FAILED is final for this rule');
    expect(out).toContain('A run would do nothing.');
  });

  test('shows all of an image that is named', async () => {
    image('cad', 'eu-west-1');
    stage.sim.world.createImage(HOME, { name: 'plain' });
    await stage.look('cad');
    await stage.settle();
    const { exit, out } = await stage.cli(['plan', 'cad', 'plain']);
    expect(exit).toBe(0);
    expect(out).toMatch(/cad +eu-west-1 +nothing +AVAILABLE is final for this rule/);
    expect(out).toMatch(/plain +- +nothing +it has no rule/);
  });

  test('exits with 1 when the tags of an image cannot be read', async () => {
    image('cad', 'eu-west-1');
    stage.sim.fault({
      operation: 'ListTagsForResource',
      effect: { error: 'AccessDeniedException', message: 'not allowed' },
    });
    const { exit, out } = await stage.cli(['plan', '--detailed-exitcode']);
    expect(exit).toBe(1);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'cad - read tags AccessDeniedException: you may not call appstream:ListTagsForResource in us-east-1; AWS says: not allowed',
    );
  });

  test('is JSON of the documented schema with --json', async () => {
    image('cad', 'eu-west-1');
    const { exit, out } = await stage.cli(['plan', '--json', '--detailed-exitcode']);
    expect(exit).toBe(2);
    expect(parseOutput('overview', out).images[0]?.destinations[0]?.next).toEqual({
      do: 'copy',
      reason: 'there is no replica yet',
    });
  });
});
