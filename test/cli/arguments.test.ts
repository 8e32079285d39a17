import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { explain } from '../../cli/errors.ts';
import { keepEnvironment } from '../support/process-environment.ts';
import { HOME } from '../support/stage.ts';
import { Refusal } from './support/aws.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();
let folder: string;
const restore = keepEnvironment();
beforeEach(async () => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) delete process.env[name];
  folder = await mkdtemp(join(tmpdir(), 'appstream-image-replicator-'));
  await writeFile(join(folder, 'config'), '[profile ada]\nregion = eu-west-3\n');
  process.env.AWS_CONFIG_FILE = join(folder, 'config');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'none');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  restore();
});

describe('the region', () => {
  const regionOf = async (args: readonly string[], env: Record<string, string>) => {
    const { out } = await stage.cli(['status', '--json', ...args], { env });
    return parseOutput('overview', out).region;
  };

  test.each([
    [['--region', 'eu-west-1'], { AWS_REGION: 'eu-west-2' }, 'eu-west-1'],
    [[], { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-central-1' }, 'eu-west-2'],
    [[], { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-central-1' }, 'eu-central-1'],
    [['--profile', 'ada'], { AWS_REGION: '' }, 'eu-west-3'],
  ])('of %j and %j is found', async (args, env, region) => {
    expect(await regionOf(args, env)).toBe(region);
  });

  test('is asked for where there is none', async () => {
    const { exit, err } = await stage.cli(['status'], { env: { AWS_REGION: '' } });
    expect([exit, err]).toEqual([
      1,
      'error: no region is set; give --region, or set AWS_REGION or a region in the AWS profile\n',
    ]);
  });

  test('that is none is refused with the nearest', async () => {
    const { exit, err } = await stage.cli(['status', '--region', 'eu-west']);
    expect([exit, err]).toEqual([
      1,
      "error: 'eu-west' is not a region; the nearest is eu-west-1\n",
    ]);
  });

  test('that is not known is tried, with a note', async () => {
    const { exit, err } = await stage.cli(['status', '--region', 'us-eest-1']);
    expect([exit, err]).toEqual([
      0,
      'note: us-eest-1 is not known to offer AppStream, and is tried; the nearest is us-east-1\n',
    ]);
  });
});

test('common options stand before the command or after it, where they go first', async () => {
  const regionOf = async (argv: readonly string[]) =>
    parseOutput('overview', (await stage.cli(argv)).out).region;
  expect(await regionOf(['--region', 'eu-west-2', 'status', '--json'])).toBe('eu-west-2');
  expect(
    await regionOf(['--region', 'eu-west-2', 'status', '--json', '--region', 'eu-west-1']),
  ).toBe('eu-west-1');
});

describe('wrong arguments are named, with the nearest right one', () => {
  test.each([
    [['stauts'], '(Did you mean status?)'],
    [['status', '--jsn'], '(Did you mean --json?)'],
    [['status', '--interval', '0'], 'a whole number of seconds'],
    [['status', '--tag-prefix', 'replicate:'], 'without the colon'],
    [['status', '--stack', ''], 'It must be a letter, then letters, digits or -, or an ARN.'],
    [
      ['deploy', '--stack', 'my_stack'],
      'It must be a letter, then letters, digits or -, or an ARN.',
    ],
    [['run', '--topic-arn', 'topic'], 'the ARN of an SNS topic'],
    [
      ['run', '--topic-arn', 'arn:aws:sns:us-east-1:123456789012:outcomes.fifo'],
      'It must be the ARN of a standard topic, not of a FIFO topic (.fifo).',
    ],
    [['--tag-prefix', 'copy', 'deploy'], "deploy has no option '--tag-prefix'"],
    [['retry'], "missing required argument 'image'"],
    [['check', 'a', 'b'], 'too many arguments'],
  ])('%j', async (args, message) => {
    const { exit, out, err } = await stage.cli(args);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toContain(message);
  });

  test('with a word on where the right ones are', async () => {
    const { err } = await stage.cli(['status', '--jsn']);
    expect(err).toContain('(add --help to see the commands and options)');
  });

  test.each([
    ['--profile', ['--profile', 'adda'], {}],
    ['AWS_PROFILE', [], { AWS_PROFILE: 'adda' }],
  ])('a profile of %s', async (_, args, env) => {
    const { exit, err } = await stage.cli(['status', ...args], { env });
    expect([exit, err]).toEqual([
      1,
      "error: there is no profile 'adda' in the AWS configuration; the nearest is 'ada'; 'aws configure list-profiles' shows all\n",
    ]);
  });

  test.each([
    ['PUBLIC', 'is a public image of AWS'],
    ['SHARED', 'belongs to account 999999999999, which shares it with yours'],
  ] as const)('an image that is %s, which this account does not own', async (visibility, owner) => {
    stage.sim.world.createImage(HOME, { name: 'theirs', visibility });
    for (const argv of [
      ['status', 'theirs'],
      ['plan', 'theirs'],
      ['check', '--image', 'theirs'],
    ]) {
      const { exit, err } = await stage.cli(argv);
      expect([exit, err]).toEqual([
        1,
        `error: image 'theirs' in us-east-1 ${owner}; only images that your account owns can be copied\n`,
      ]);
    }
  });

  test('an image', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad-2026-11' });
    for (const command of ['status', 'plan']) {
      const { exit, err } = await stage.cli([command, 'cad-2026-1']);
      expect([exit, err]).toEqual([
        1,
        "error: there is no image 'cad-2026-1' in us-east-1; the nearest is 'cad-2026-11'\n",
      ]);
    }
  });

  test.each([
    ['cad', "; the nearest is 'cad-2026-11'"],
    ['offce', "; the nearest is 'office'"],
    ['eu-west-1', ''],
  ])('an image: for %s, one that begins like it or is close', async (name, nearest) => {
    for (const each of ['lab', 'office', 'cad-2026-11'])
      stage.sim.world.createImage(HOME, { name: each });
    const { err } = await stage.cli(['status', name]);
    expect(err).toBe(`error: there is no image '${name}' in us-east-1${nearest}\n`);
  });

  test('an image where there is none at all', async () => {
    const { err } = await stage.cli(['status', 'cad']);
    expect(err).toBe('error: there are no images in us-east-1\n');
  });
});

describe('help', () => {
  test.each([
    'status',
    'plan',
    'run',
    'retry',
    'check',
    'doctor',
    'conformance',
    'deploy',
    'completion',
  ])('of %s has examples, and fits 80 columns', async (command) => {
    const { exit, out } = await stage.cli([command, '--help']);
    expect(exit).toBe(0);
    expect(out).toContain('\nExamples:\n  ');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('of the whole documents the exit codes', async () => {
    const { exit, out } = await stage.cli(['--help']);
    expect(exit).toBe(0);
    expect(out).toContain('Exit codes:\n  0  ');
  });
});

describe('a failed call is one line', () => {
  const fault = (error: string, message: string) =>
    stage.sim.fault({
      operation: 'DescribeImages',
      times: Number.POSITIVE_INFINITY,
      effect: { error, message },
    });

  test("with AWS's own words", async () => {
    fault('AccessDeniedException', 'User ada may not\nlist images');
    const { exit, err } = await stage.cli(['plan']);
    expect([exit, err]).toEqual([
      1,
      'error: AccessDeniedException: you may not call appstream:DescribeImages in us-east-1; AWS says: User ada may not list images\n',
    ]);
  });

  test('with advice where the credentials are refused', async () => {
    fault('UnrecognizedClientException', 'The security token is invalid.');
    const { err } = await stage.cli(['status']);
    expect(err).toContain('the region is not enabled for the account');
  });

  test('with advice where there are no credentials', async () => {
    const { exit, err } = await stage.cli(['status'], { signedIn: false });
    expect([exit, err]).toEqual([
      1,
      "error: no AWS credentials could be loaded; run 'aws configure' or 'aws sso login', or set AWS_PROFILE; of a profile that is set up, 'aws sts get-caller-identity --profile NAME' says what fails\n",
    ]);
  });

  test('with what the SDK says of a profile whose single sign-on has ended', async () => {
    const sso = ['start_url = https://a.awsapps.com/start', 'region = us-east-1', 'role_name = a'];
    const lines = [...sso, 'account_id = 123456789012'].map((line) => `sso_${line}\n`).join('');
    await writeFile(join(folder, 'config'), `[profile tool]\n${lines}`);
    process.env.AWS_PROFILE = 'tool';
    const { exit, err } = await stage.cli(['status'], { signedIn: false });
    expect(exit).toBe(1);
    expect(err).toMatch(
      /^error: the AWS credentials cannot be loaded: The SSO session .* profile; check the profile .* 'aws sso login --profile NAME'\n$/,
    );
  });

  test('also where nothing answers', async () => {
    const refused = new AggregateError(
      ['::1', '127.0.0.1'].map((host) =>
        Object.assign(new Error(`connect ECONNREFUSED ${host}:9`), { code: 'ECONNREFUSED' }),
      ),
    );
    expect(explain(Object.assign(refused, { code: 'ECONNREFUSED' }))).toBe(
      'ECONNREFUSED: connect ECONNREFUSED ::1:9; check AWS_ENDPOINT_URL: nothing answers there',
    );
  });

  test('where an answer names no error', () => {
    const unnamed = Object.assign(new Error('UnknownError'), { name: 'Unknown' });
    expect(explain(unnamed)).toBe(
      'the service refused a call and gave no reason; check AWS_ENDPOINT_URL, if it is set',
    );
  });

  test('where AWS_ENDPOINT_URL is no URL', async () => {
    process.env.AWS_ENDPOINT_URL_CLOUDFORMATION = 'nonsense';
    const { exit, err } = await stage.cli(['status']);
    expect([exit, err]).toEqual([
      1,
      'error: ERR_INVALID_URL: Invalid URL; check AWS_ENDPOINT_URL\n',
    ]);
  });

  test('with its stack only under --debug', async () => {
    fault('AccessDeniedException', 'no');
    const { err } = await stage.cli(['status', '--debug']);
    expect(err).toMatch(
      /^error: AccessDeniedException: you may not call .*; AWS says: no\n[\s\S]*\n {4}at /,
    );
  });

  test('and a stack that cannot be read is a note', async () => {
    stage.aws.answers.set('DescribeStacks', () => {
      throw new Refusal('AccessDenied', 'not allowed');
    });
    const { exit, err } = await stage.cli(['status']);
    expect([exit, err]).toEqual([
      0,
      "note: stack appstream-image-replicator in us-east-1 cannot be read, so the tag prefix is taken to be 'replicate', all regions to be allowed, no sets to be known, no accounts to be allowed to share with, and retention and rollout to be on; AccessDenied: not allowed\n",
    ]);
    expect((await stage.cli(['status', '--tag-prefix', 'replicate'])).err).toBe(
      'note: stack appstream-image-replicator in us-east-1 cannot be read, so all regions are treated as allowed, no sets as known, no accounts as allowed to share with, and retention and rollout as on; AccessDenied: not allowed\n',
    );
  });
});
