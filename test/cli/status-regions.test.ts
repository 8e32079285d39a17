import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { BOTH, hideImagesOf, useTwoRegions } from './support/use-two-regions.ts';

const stage = useTwoRegions();

describe('status --regions', () => {
  test('shows a line and a section for each source region, as the stack there sees it', async () => {
    const { exit, out, err } = await stage.cli(BOTH);
    expect([exit, err]).toEqual([0, '']);
    expect(out).toBe(`SOURCE     REPLICAS
us-east-1  1 PENDING
eu-west-1  1 COPYING

== us-east-1 ==
IMAGE  eu-west-2
cad    PENDING

== eu-west-1 ==
IMAGE   eu-west-3
office  COPYING
        for 0 min

AWS does not report how much longer a copy will take.
`);
  });

  test('takes a list with spaces, and a region that is named twice once', async () => {
    const { out } = await stage.cli(BOTH);
    const spaced = ['status', '--regions', 'us-east-1 eu-west-1, us-east-1'];
    expect((await stage.cli(spaced)).out).toBe(out);
  });

  test('says of a region that cannot be read why, shows the others, and fails', async () => {
    hideImagesOf(stage, 'eu-west-1');
    const { exit, out } = await stage.cli(BOTH);
    expect(exit).toBe(1);
    expect(out).toContain('eu-west-1  cannot be read\n');
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /cad PENDING == eu-west-1 == cannot be read: AccessDeniedException: you may not call appstream:DescribeImages in eu-west-1;/,
    );
  });

  test('is an error of one line where no region can be read, whose reason is not repeated', async () => {
    const { exit, out, err } = await stage.cli(BOTH, { signedIn: false });
    expect([exit, out, err]).toEqual([
      1,
      '',
      "error: no AWS credentials could be loaded; run 'aws configure' or 'aws sso login', or set AWS_PROFILE; of a profile that is set up, 'aws sts get-caller-identity --profile NAME' says what fails\n",
    ]);
  });

  test('starts a failed destination again in its source region', async () => {
    stage.sim.world.createImage('eu-west-3', { name: 'taken' });
    stage.sim.world.createImage('eu-west-1', { name: 'taken', tags: { 'copy:to': 'eu-west-3' } });
    await stage.cli(['run', '--region', 'eu-west-1', '--no-announce']);
    const { out } = await stage.cli(BOTH);
    expect(out).toContain('eu-west-1  1 FAILED, 1 COPYING\n');
    expect(out).toContain('npx appstream-image-replicator retry taken --region eu-west-1\n');
  });

  test('counts rules that are not valid and images whose tags cannot be read, and fails for these', async () => {
    stage.sim.world.createImage(HOME, { name: 'wrong', tags: { 'replicate:to': 'europe' } });
    stage.sim.world.createImage(HOME, { name: 'locked' });
    stage.sim.fault({
      operation: 'ListTagsForResource',
      match: (input) => JSON.stringify(input).includes('locked'),
      effect: { error: 'AccessDeniedException' },
    });
    const { exit, out } = await stage.cli(BOTH);
    expect(exit).toBe(1);
    expect(out).toContain('us-east-1  1 rule not valid, 1 image UNREAD, 1 PENDING\n');
  });

  test('shows an image where it is, and refuses one that is nowhere', async () => {
    const { exit, out } = await stage.cli([...BOTH, 'cad']);
    expect(exit).toBe(0);
    expect(out).toContain('== eu-west-1 ==\nThere is no image cad in eu-west-1.\n');
    expect(await stage.cli([...BOTH, 'offce'])).toEqual({
      exit: 1,
      out: '',
      err: "error: there is no image 'offce' in us-east-1; there is no image 'offce' in eu-west-1; the nearest is 'office'\n",
    });
  });

  test('says how to write a list where a region was taken for an image', async () => {
    const { err } = await stage.cli(['status', '--regions', 'us-east-1', 'eu-west-1']);
    expect(err).toBe(
      "error: there is no image 'eu-west-1'; write regions with commas: --regions us-east-1,eu-west-1\n",
    );
  });

  test.each([
    ['eu-west', "'eu-west' is not a region; the nearest is eu-west-1"],
    [' , ', 'Name at least one region, or all.'],
    ['all,eu-west-1', 'all stands alone'],
  ])('refuses %j', async (list, message) => {
    const { exit, out, err } = await stage.cli(['status', '--regions', list]);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toContain(message);
  });

  test.each([
    [['status', '--regions', 'all', '--region', HOME]],
    [['--region', HOME, 'status', '--regions', 'all']],
  ])('and --region exclude each other: %j', async (argv) => {
    expect(await stage.cli(argv)).toEqual({
      exit: 1,
      out: '',
      err: 'error: give --region or --regions, not both; --regions names every region\n',
    });
  });
});
