import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tagCommand } from '../../lib/core/message/aws-cli.ts';
import { HOME } from '../support/stage.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();

const ARN = 'arn:aws:appstream:us-east-1:123456789012:image/cad';

/** The words that a command becomes in a real shell, where `aws` only prints what it is given. */
async function words(command: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    `aws() { printf '%s\\0' "$@"; }; ${command}`,
  ]);
  return stdout.split('\0').slice(0, -1);
}

/** The tag in the shorthand syntax of the AWS CLI: a key, and a value in single quotes (its user guide, "Shorthand syntax"). */
function tagIn(shorthand: string | undefined): [key: string, value: string] {
  const [, key = '', value = ''] = /^([\w.:-]+)='([^']*)'$/.exec(shorthand ?? '') ?? [];
  return [key, value];
}

describe('a valid rule', () => {
  test('is shown with its replicas and the command that sets it', async () => {
    const { exit, out } = await stage.cli(['check', 'eu-west-1 ap-southeast-2=cad-apac']);
    expect([exit, out]).toEqual([
      0,
      `\
The rule is valid. It makes these replicas:
  eu-west-1       IMAGE
  ap-southeast-2  cad-apac

This sets it (replace ACCOUNT and IMAGE):
  aws appstream tag-resource --region us-east-1 --resource-arn arn:aws:appstream:us-east-1:ACCOUNT:image/IMAGE --tags "replicate:to='eu-west-1 ap-southeast-2=cad-apac'"
`,
    ]);
  });

  test('of an image that is tagged to be shared says with whom its replicas will be', async () => {
    stage.deploy({ ShareAccounts: '111122223333 444455556666' });
    const tags = { 'replicate:share': '111122223333 444455556666=both' };
    stage.sim.world.createImage(HOME, { name: 'cad', tags });
    const { exit, out } = await stage.cli(['check', 'eu-west-1', '--image', 'cad']);
    expect([exit, out]).toEqual([
      0,
      expect.stringContaining('They are shared with 111122223333, 444455556666=both.'),
    ]);
    const json = await stage.cli(['check', 'eu-west-1', '--image', 'cad', '--json']);
    expect(parseOutput('check', json.out).shared).toEqual(['111122223333', '444455556666=both']);
  });

  test('for an image has the command for that image, and the names that its other tags give', async () => {
    const tags = { 'replicate:name': '@name-@region', team: 'design' };
    stage.sim.world.createImage(HOME, { name: 'cad', tags });
    const { exit, out } = await stage.cli([
      'check',
      ' eu-west-1  eu-west-2=x ',
      '--image',
      'cad',
      '--json',
    ]);
    const result = parseOutput('check', out);
    expect(exit).toBe(0);
    expect(result).toMatchObject({ valid: true, image: 'cad', rule: 'eu-west-1 eu-west-2=x' });
    expect(result.destinations.map(({ name }) => name)).toEqual(['cad-eu-west-1', 'x']);
    expect(await words(result.command ?? '')).toEqual([
      ...['appstream', 'tag-resource', '--region', HOME, '--resource-arn', ARN],
      ...['--tags', "replicate:to='eu-west-1 eu-west-2=x'"],
    ]);
  });

  test('that an image has is judged with --image alone', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
    const { exit, out } = await stage.cli(['check', '--image', 'cad']);
    expect(exit).toBe(0);
    expect(out).toContain('eu-west-1  cad');
  });

  test('may name a region that is not known, with a warning that names the nearest', async () => {
    const { exit, out } = await stage.cli(['check', 'eu-wst-1']);
    expect(exit).toBe(0);
    expect(out).toContain('Warning: eu-wst-1 is not known to offer AppStream');
    expect(out).toMatch(/The\s+nearest is\s+eu-west-1\./);
  });

  test('whatever it is, reaches AWS exactly as it was judged', async () => {
    // All that a valid rule can hold: regions, names and their placeholders.
    const rule = fc
      .array(fc.stringMatching(/^[a-z]{2}-[a-z]{4}-[1-9](=[\w.@-]{1,30})?$/), { minLength: 1 })
      .map((tokens) => tokens.join(' '));
    await fc.assert(
      fc.asyncProperty(rule, async (value) => {
        const image = { region: HOME, arn: ARN };
        const argv = await words(tagCommand(image, 'replicate:to', value));
        expect(tagIn(argv.at(-1))).toEqual(['replicate:to', value]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a rule that is not valid', () => {
  test.each([
    ['europe', "'europe' is not a region; write one such as us-east-2"],
    ['eu-west-1 eu-west-1=b', 'eu-west-1 is named 2 times'],
    ['us-gov-west-1', 'is in partition aws-us-gov'],
    ['eu-west-1=-x', "'-x' cannot be the name of the replica"],
    ["eu-west-1='$(id)'", 'cannot be the name of the replica'],
    ['', 'names no destination'],
    [
      Array.from({ length: 9 }, (_, n) => `eu-west-${n + 1}=${'n'.repeat(30)}`).join(' '),
      'a tag value holds 256 characters, and the rule has 368',
    ],
  ])('%j: what is wrong, and no command', async (rule, problem) => {
    const { exit, out } = await stage.cli(['check', rule]);
    expect(exit).toBe(2);
    expect(out).toContain('The rule is not valid.');
    expect(out).toContain(problem);
    expect(out).not.toContain('tag-resource');
  });

  test('for an image: its own name in its own region', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad' });
    const { exit, out } = await stage.cli(['check', HOME, '--image', 'cad', '--json']);
    const { valid, problems } = parseOutput('check', out);
    expect([exit, valid]).toEqual([2, false]);
    expect(problems).toEqual([
      'us-east-1 is where the image already is; leave it out, or give the replica another name, for example us-east-1=cad-copy',
    ]);
  });

  test('for an image without room for the status tags', async () => {
    const tags = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`tag${n}`, 'x']));
    stage.sim.world.createImage(HOME, { name: 'full', tags });
    const { exit, out } = await stage.cli(['check', 'eu-west-1', '--image', 'full']);
    expect([exit, out]).toEqual([2, expect.stringContaining('the image has 50 tags')]);
  });

  test('for an image that is a replica itself', async () => {
    const tags = { 'replicate:source': ARN };
    stage.sim.world.createImage(HOME, { name: 'copy', tags });
    const { exit, out } = await stage.cli(['check', 'eu-west-1', '--image', 'copy']);
    expect([exit, out]).toEqual([2, expect.stringContaining('it is a replica itself')]);
  });
});

describe('a rule that names a region which the stack does not allow', () => {
  const PROBLEM =
    'eu-west-2 is not among the regions that the stack allows; its parameter allowedRegions has eu-west-1, ap-southeast-2';
  beforeEach(() => stage.deploy({ AllowedRegions: 'eu-west-1,ap-southeast-2' }));

  test.each([[[]], [['--tag-prefix', 'replicate']]])(
    'is not valid, and the parameter is named, also with the options %j',
    async (options) => {
      const { exit, out } = await stage.cli(['check', 'eu-west-1 eu-west-2', '--json', ...options]);
      const { valid, problems, destinations } = parseOutput('check', out);
      expect([exit, valid, problems]).toEqual([2, false, [PROBLEM]]);
      expect(destinations.map(({ region }) => region)).toEqual(['eu-west-1']);
    },
  );

  test('is judged for an image as it is without one', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-2' } });
    const { exit, out } = await stage.cli(['check', '--image', 'cad', '--json']);
    expect([exit, parseOutput('check', out).problems]).toEqual([2, [PROBLEM]]);
  });

  test('is valid where the stack allows all regions', async () => {
    stage.deploy({ AllowedRegions: '' });
    expect((await stage.cli(['check', 'eu-west-1 eu-west-2'])).exit).toBe(0);
  });
});

describe('a rule that names a set', () => {
  beforeEach(() => stage.deploy({ RuleSets: 'standard: eu-west-1 eu-central-1=cad-de' }));

  test('is valid: its replicas are shown, and the command sets the tag as it was written', async () => {
    const { exit, out } = await stage.cli(['check', '@standard us-west-2', '--json']);
    const { valid, destinations, rule, command = '' } = parseOutput('check', out);
    expect([exit, valid, rule]).toEqual([0, true, '@standard us-west-2']);
    expect(destinations.map(({ region, name }) => [region, name])).toEqual([
      ['eu-west-1', 'IMAGE'],
      ['eu-central-1', 'cad-de'],
      ['us-west-2', 'IMAGE'],
    ]);
    expect(tagIn((await words(command)).at(-1))).toEqual(['replicate:to', '@standard us-west-2']);
  });

  test('that the stack does not have is not valid, and the nearest is named', async () => {
    const { exit, out } = await stage.cli(['check', '@standrd', '--json']);
    expect([exit, parseOutput('check', out).problems]).toEqual([
      2,
      ["'@standrd' is not a set of the stack's parameter ruleSets; the nearest is @standard"],
    ]);
  });

  test('is planned and shown region by region', async () => {
    stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': '@standard' } });
    for (const command of ['plan', 'status']) {
      const { out } = await stage.cli([command]);
      expect(out).toContain('eu-west-1');
      expect(out).toContain('eu-central-1');
    }
  });
});

describe('wrong use', () => {
  test.each([
    [[], "give a rule, for example 'eu-west-1 us-west-2', or --image NAME"],
    [['--image', 'cat'], "there is no image 'cat' in us-east-1; the nearest is 'cad'"],
  ])('%j', async (args, message) => {
    stage.sim.world.createImage(HOME, { name: 'cad' });
    const { exit, err } = await stage.cli(['check', ...args]);
    expect([exit, err]).toEqual([1, `error: ${message}\n`]);
  });
});
