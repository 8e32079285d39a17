import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { isRegionShaped, KNOWN_REGIONS } from '../../lib/core/region.ts';
import { Deployed } from '../../sim/stack/deployed.ts';
import { lint } from '../support/lint.ts';
import { PACKAGING_TIME, type Packaged, packagedStack, packageStack } from '../support/packaged.ts';
import { holds } from '../support/property.ts';

/** Another value than the default for every parameter, as `--param` takes it. */
const SET = {
  email: 'ann@example.com',
  tagPrefix: 'mirror',
  allowedRegions: 'eu-west-1 ap-southeast-2,us-gov-west-1',
  shareAccounts: '111122223333,444455556666 777788889999',
  ruleSets: 'standard: eu-west-1 eu-central-1=cad-de; apac: ap-southeast-2',
  retention: 'true',
  rollout: 'true',
  sweepRate: 'rate(60 minutes)',
  giveUpAfterHours: '48',
  lateAfterHours: '12',
  logLevel: 'DEBUG',
  logRetentionDays: '365',
  kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555',
  alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:operators',
  alarmEmail: 'ops@example.com',
  createTrail: 'true',
};

/** As many accounts, as the parameter takes them. */
const accounts = (count: number) =>
  Array.from({ length: count }, (_, n) => 100_000_000_000 + n).join(' ');

/** Files beside a bundled one that it imports, at once or later. */
async function importsOf(path: string): Promise<string[]> {
  const found = (await readFile(path, 'utf8')).matchAll(
    /\b(?:from|import)\(?["`]\.\/([\w.-]+)["`]/g,
  );
  return [...found].flatMap(([, name]) => name ?? []);
}

describe('serverless package', () => {
  let plain: Packaged;
  let full: Packaged;
  beforeAll(async () => {
    [plain, full] = await Promise.all([packagedStack(), packageStack(SET)]);
  }, PACKAGING_TIME);

  test('puts the three bundles into the zip, what they load, and nothing else', async () => {
    const loaded = await Promise.all(
      plain.zipEntries.map(async (entry) => importsOf(join(plain.folder, basename(entry)))),
    );
    const others = plain.zipEntries.filter((entry) => !loaded.flat().includes(basename(entry)));
    expect(others.toSorted()).toEqual([
      'handlers/replicate.mjs',
      'handlers/retire.mjs',
      'handlers/rollout.mjs',
    ]);
  });

  test('keeps all that the three functions ever load within 850 kB', async () => {
    const sizes = await Promise.all(
      plain.zipEntries.map(async (entry) => (await stat(join(plain.folder, basename(entry)))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(850_000);
  });

  test('points Lambda at the bundle, on the Node that the tests run on', () => {
    const { properties } = new Deployed(plain.template).resource('ReplicateLambdaFunction');
    expect(properties).toMatchObject({
      Handler: 'handlers/replicate.handler',
      Runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
      Architectures: ['arm64'],
    });
  });

  test('gives the function its configuration', () => {
    const { properties } = new Deployed(full.template).resource('ReplicateLambdaFunction');
    expect(properties.Environment).toEqual({
      Variables: {
        TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:Topic',
        WATCH_RULE: new Deployed(full.template).ref('WatchRule'),
        TAG_PREFIX: 'mirror',
        ALLOWED_REGIONS: SET.allowedRegions,
        SHARE_ACCOUNTS: SET.shareAccounts,
        RULE_SETS: SET.ruleSets,
        RETENTION: 'true',
        ROLLOUT: 'true',
        GIVE_UP_AFTER_HOURS: '48',
        LATE_AFTER_HOURS: '12',
        POWERTOOLS_LOG_LEVEL: 'DEBUG',
        POWERTOOLS_SERVICE_NAME: 'appstream-image-replicator',
        POWERTOOLS_METRICS_NAMESPACE: 'AppStreamImageReplicator',
      },
    });
  });

  test('gives the functions that retire and roll out the same configuration, but for the watch', () => {
    const environmentOf = (id: string) =>
      v.parse(
        v.object({ Environment: v.object({ Variables: v.record(v.string(), v.string()) }) }),
        new Deployed(full.template).resource(id).properties,
      ).Environment.Variables;
    const { WATCH_RULE, ...common } = environmentOf('ReplicateLambdaFunction');
    expect(WATCH_RULE).toBeDefined();
    expect(environmentOf('RetireLambdaFunction')).toEqual(common);
    expect(environmentOf('RolloutLambdaFunction')).toEqual(common);
  });

  test('takes every parameter of the template from the command line', () => {
    const defaults = Object.values(full.template.Parameters).map(({ Default }) => Default);
    expect(defaults.toSorted()).toEqual(Object.values(SET).toSorted());
  });

  test.each([
    [
      'TagPrefix',
      ['replicate', 'a', 'img-copy2'],
      ['', 'aws', 'Replicate', 'a:b', 'a*', '2x', 'x'.repeat(33)],
    ],
    [
      'AllowedRegions',
      [
        '',
        ...KNOWN_REGIONS,
        'eusc-de-east-1 us-isob-east-1',
        SET.allowedRegions,
        'eu-west-1, eu-west-2',
      ],
      [
        'all',
        'europe',
        'EU-WEST-1',
        'eu-west-1;eu-west-2',
        ',',
        ' ',
        'eu-west-1,',
        'eu-west-1 all',
      ],
    ],
    [
      'ShareAccounts',
      ['', '111122223333', SET.shareAccounts, '111122223333, 444455556666', accounts(100)],
      [accounts(101), 'all', '11112222333', '111122223333;444455556666', ',', '111122223333,'],
    ],
    [
      'RuleSets',
      [
        '',
        SET.ruleSets,
        'a:eu-west-1,eu-west-2=x;b:us-gov-west-1',
        ' a : eu-west-1 ; b: eu-west-2; ',
        Array.from({ length: 200 }, (_, n) => `set-${n}: eu-west-1`).join('; '),
      ],
      [
        'eu-west-1',
        'a: europe',
        'a:',
        'a: eu-west-1 b: eu-west-2',
        '@a: eu-west-1',
        'a: @b',
        'a: eu-west-1=@name',
        'a: eu-west-1; eu-west-2',
        ';',
        `${'x'.repeat(33)}: eu-west-1`,
      ],
    ],
    [
      'SweepRate',
      ['rate(2 minutes)', 'rate(30 minutes)', 'rate(720 minutes)'],
      [
        'rate(1 minute)',
        'rate(1 hour)',
        'rate(721 minutes)',
        'rate(030 minutes)',
        'cron(0 * * * ? *)',
      ],
    ],
    ['Email', ['', 'ann@example.com'], ['ann', 'ann@', 'a b@example.com']],
    [
      'AlarmTopicArn',
      ['', SET.alarmTopicArn],
      ['operators', 'arn:aws:sqs:us-east-1:123456789012:operators'],
    ],
    [
      'KmsKeyArn',
      ['', SET.kmsKeyArn],
      ['alias/mine', 'arn:aws:kms:us-east-1:123456789012:alias/mine'],
    ],
  ])('lets CloudFormation refuse a wrong %s', (name, right, wrong) => {
    const { AllowedPattern } = { AllowedPattern: '', ...plain.template.Parameters[name] };
    const pattern = new RegExp(String(AllowedPattern));
    expect(right.filter((value) => !pattern.test(value))).toEqual([]);
    expect(wrong.filter((value) => pattern.test(value))).toEqual([]);
  });

  test('lets CloudFormation take the regions that the function takes, and no others', () => {
    const { AllowedPattern } = { AllowedPattern: '', ...plain.template.Parameters.AllowedRegions };
    const pattern = new RegExp(String(AllowedPattern));
    const word = fc.oneof(
      fc.constantFrom(...KNOWN_REGIONS),
      fc.stringMatching(/^[a-z]{1,5}(-[a-z]{1,13}){0,3}-?[0-9]{0,3}$/),
    );
    holds(word, (region) => {
      expect([region, pattern.test(region)]).toEqual([
        region,
        region === '' || isRegionShaped(region),
      ]);
    });
  });

  test('leaves room in the environment of the function for the longest sets, all regions and 100 accounts', () => {
    const { MaxLength } = { MaxLength: 0, ...plain.template.Parameters.RuleSets };
    const { properties } = new Deployed(full.template).resource('ReplicateLambdaFunction');
    const { Environment } = v.parse(
      v.object({ Environment: v.object({ Variables: v.record(v.string(), v.string()) }) }),
      properties,
    );
    const longest = {
      RULE_SETS: 'x'.repeat(Number(MaxLength)),
      ALLOWED_REGIONS: KNOWN_REGIONS.join(' '),
      SHARE_ACCOUNTS: Array(100).fill('111122223333').join(' '),
    };
    const all = Object.entries({ ...Environment.Variables, ...longest })
      .flat()
      .join('');
    expect(longest.RULE_SETS).toHaveLength(1900);
    expect(all.length).toBeLessThan(4000);
  });

  test('refuses a parameter that the stack has not, with the nearest one', async () => {
    await expect(packageStack({ mail: 'ann@example.com' })).rejects.toMatchObject({
      stdout: expect.stringContaining("no parameter 'mail'; the nearest is 'email'"),
    });
  });

  test('makes a template that cfn-lint has nothing to say about', () => {
    // I1022 is about how the framework writes its own bucket policy.
    expect(lint(full.templatePath, ['I1022'])).toBe('');
  }, 60_000);
});
