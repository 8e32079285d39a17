import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { Refusal } from './support/aws.ts';
import { deployIn, refuseIn } from './support/deploy-in.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();
const BOTH = ['status', '--regions', 'us-east-1,eu-west-1'];

beforeEach(async () => {
  deployIn(stage, { [HOME]: {}, 'eu-west-1': { TagPrefix: 'copy' } });
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-2' } });
  stage.sim.world.createImage('eu-west-1', { name: 'office', tags: { 'copy:to': 'eu-west-3' } });
  await stage.cli(['run', '--region', 'eu-west-1', '--no-announce']);
});

/** AppStream lets nobody list images in a region. */
const hide = (region: string) =>
  stage.sim.fault({
    operation: 'DescribeImages',
    region,
    times: Number.POSITIVE_INFINITY,
    effect: { error: 'AccessDeniedException', message: 'no' },
  });

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

AWS does not report how long a copy still takes.
`);
  });

  test('takes a list with spaces, and a region that is named twice once', async () => {
    const { out } = await stage.cli(BOTH);
    const spaced = ['status', '--regions', 'us-east-1 eu-west-1, us-east-1'];
    expect((await stage.cli(spaced)).out).toBe(out);
  });

  test('says of a region that cannot be read why, shows the others, and fails', async () => {
    hide('eu-west-1');
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
      "error: no AWS credentials were found; run 'aws configure' or 'aws sso login', or set AWS_PROFILE\n",
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

  test('counts rules that are not valid and images whose tags cannot be read', async () => {
    stage.sim.world.createImage(HOME, { name: 'wrong', tags: { 'replicate:to': 'europe' } });
    stage.sim.world.createImage(HOME, { name: 'locked' });
    stage.sim.fault({
      operation: 'ListTagsForResource',
      match: (input) => JSON.stringify(input).includes('locked'),
      effect: { error: 'AccessDeniedException' },
    });
    expect((await stage.cli(BOTH)).out).toContain(
      'us-east-1  1 rule not valid, 1 image UNREAD, 1 PENDING\n',
    );
  });

  test('shows an image where it is, and refuses one that is nowhere', async () => {
    const { exit, out } = await stage.cli([...BOTH, 'cad']);
    expect(exit).toBe(0);
    expect(out).toContain('== eu-west-1 ==\nThere is no image cad in eu-west-1.\n');
    expect(await stage.cli([...BOTH, 'offce'])).toEqual({
      exit: 1,
      out: '',
      err: "error: there is no image 'offce' in us-east-1; the nearest is 'cad'; there is no image 'offce' in eu-west-1; the nearest is 'office'\n",
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

describe('status --regions all', () => {
  const ALL = ['status', '--regions', 'all', '--json'];
  const seen = async () => parseOutput('account', (await stage.cli(ALL)).out);

  test('shows the regions that have the stack, and lists the others', async () => {
    refuseIn(stage, 'eu-south-1', 'InvalidClientTokenId');
    const { regions, skipped } = await seen();
    expect(regions.map(({ region }) => region)).toEqual([HOME, 'eu-west-1']);
    expect(skipped).toHaveLength(19);
    expect(skipped).toContainEqual({ region: 'us-west-2', reason: 'no stack' });
    expect(skipped).toContainEqual({ region: 'eu-south-1', reason: 'not enabled' });
    expect((await stage.cli(['status', '--regions', 'all'])).out).toMatch(
      /\nNot shown, no stack: us-east-2, [^.]*\.\nNot shown, not enabled: eu-south-1\.\n$/,
    );
  });

  test('looks in the partition of the region that the environment names', async () => {
    deployIn(stage, { 'us-gov-west-1': {} });
    const { out } = await stage.cli(ALL, { env: { AWS_REGION: 'us-gov-east-1' } });
    const { regions, skipped } = parseOutput('account', out);
    expect(regions.map(({ region }) => region)).toEqual(['us-gov-west-1']);
    expect(skipped).toEqual([{ region: 'us-gov-east-1', reason: 'no stack' }]);
  });

  test('fails where it cannot be seen whether a region has the stack', async () => {
    refuseIn(stage, 'ap-south-1', 'AccessDenied');
    expect((await stage.cli(ALL)).exit).toBe(1);
    expect((await seen()).regions.at(-1)).toEqual({
      region: 'ap-south-1',
      error: 'stack appstream-image-replicator: AccessDenied: A refusal of the test.',
    });
  });

  test('says so when there is no stack', async () => {
    deployIn(stage, {});
    expect((await stage.cli(ALL)).err).toBe(
      'error: none of 21 regions is known to have the stack appstream-image-replicator; --regions may also name regions without it\n',
    );
    refuseIn(stage, 'ap-south-1', 'AccessDenied');
    expect((await stage.cli(ALL)).err).toContain(
      'appstream-image-replicator, and 1 cannot be read: AccessDenied: A refusal of the test.;',
    );
  });

  test('says why where no region answers', async () => {
    stage.aws.answers.set('DescribeStacks', () => {
      throw new Refusal('ExpiredToken', 'Old.');
    });
    expect(await stage.cli(ALL)).toEqual({
      exit: 1,
      out: '',
      err: "error: ExpiredToken: Old.; the credentials have expired; renew them, for example with 'aws sso login'\n",
    });
  });
});

describe('status --regions --json', () => {
  test('keeps to its schema, and has of each region what status prints of that alone', async () => {
    hide('eu-west-3');
    const { exit, out } = await stage.cli(['status', '--json', '--regions', 'us-east-1,eu-west-3']);
    const { version, regions, skipped } = parseOutput('account', out);
    expect([exit, version, skipped]).toEqual([1, '1', []]);
    const alone = await stage.cli(['status', '--json']);
    expect(regions).toEqual([
      { region: HOME, overview: parseOutput('overview', alone.out) },
      { region: 'eu-west-3', error: expect.stringContaining('AccessDeniedException') },
    ]);
  });

  test('has the same form for a single region', async () => {
    const { out } = await stage.cli(['status', '--json', '--regions', HOME]);
    expect(parseOutput('account', out).regions).toHaveLength(1);
  });
});

describe('status --regions --watch', () => {
  test('looks for the stack again in a region that did not say whether it has it', async () => {
    refuseIn(stage, 'ap-south-1', 'AccessDenied');
    const wait = () => {
      deployIn(stage, { [HOME]: {} });
      looks += 1;
      return looks < 2;
    };
    let looks = 0;
    const { out } = await stage.cli(['status', '--regions', 'all', '--watch', '--json'], { wait });
    const regions = out
      .trim()
      .split('\n')
      .map((line) => parseOutput('account', line).regions.map(({ region }) => region));
    expect(regions).toEqual([[HOME, 'eu-west-1', 'ap-south-1'], [HOME]]);
  });

  test('reads a region again that could not be read before', async () => {
    stage.sim.fault({
      operation: 'DescribeImages',
      region: 'eu-west-1',
      effect: { error: 'AccessDeniedException' },
    });
    let looks = 0;
    const wait = () => {
      looks += 1;
      return looks < 2;
    };
    const { exit, out } = await stage.cli([...BOTH, '--watch', '--json'], { wait });
    const kinds = out
      .trim()
      .split('\n')
      .map((line) => Object.keys(parseOutput('account', line).regions[1] ?? {}));
    expect([exit, kinds]).toEqual([
      0,
      [
        ['region', 'error'],
        ['region', 'overview'],
      ],
    ]);
  });

  test('keeps a line on every region in a terminal that is too low for their sections', async () => {
    for (let i = 10; i < 30; i += 1) {
      stage.sim.world.createImage(HOME, {
        name: `cad-${i}`,
        tags: { 'replicate:to': 'eu-west-2' },
      });
    }
    const { out } = await stage.cli([...BOTH, '--watch'], {
      tty: true,
      rows: 24,
      env: { NO_COLOR: '1' },
      wait: () => false,
    });
    expect(out).toContain('us-east-1  21 PENDING\neu-west-1  1 COPYING\n');
    expect(out).toMatch(/… \d+ more lines: make the window higher/);
  });
});

test('status --regions --html writes one page with what needs attention before the regions', async () => {
  stage.sim.world.createImage('eu-west-1', { name: 'wrong', tags: { 'copy:to': 'europe' } });
  hide('eu-west-3');
  const { exit, out } = await stage.cli([
    'status',
    '--html',
    '-',
    '--regions',
    'us-east-1,eu-west-1,eu-west-3',
  ]);
  expect(exit).toBe(1);
  const places = [
    'id="attention"',
    'RULE',
    'id="sources"',
    'cad to eu-west-2',
    'office to eu-west-3',
  ];
  expect(places.map((text) => out.indexOf(text)).toSorted((a, b) => a - b)).toEqual(
    places.map((text) => out.indexOf(text)),
  );
  expect(out.indexOf('id="attention"')).toBeGreaterThan(0);
  expect(out).toMatch(/RULE<\/b> of <bdi>wrong<\/bdi> <small>source region <bdi>eu-west-1</);
  expect(out).toMatch(/UNREAD<\/b> source region <bdi>eu-west-3</);
});
