import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { loadConfig, loadConfigWithoutWatch } from '../lib/config.ts';
import { keepEnvironment } from './support/process-environment.ts';

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:replications',
  WATCH_RULE: 'appstream-image-replicator-watch',
};

/** The problems that are told, one by one. */
function problems(env: Record<string, string | undefined>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    const [head, list = ''] = message.split('usable. ');
    expect(head).toBe('The configuration is not ');
    return list.split('; ');
  }
}

describe('the configuration', () => {
  test('has defaults for everything but the region, the topic and the watch rule', () => {
    expect(loadConfig(ENVIRONMENT)).toEqual({
      region: 'us-east-1',
      topicArn: ENVIRONMENT.TOPIC_ARN,
      watchRule: ENVIRONMENT.WATCH_RULE,
      tagPrefix: 'replicate',
      allowedRegions: [],
      shareAccounts: [],
      ruleSets: [],
      retention: false,
      rollout: false,
      limits: { giveUpAfterHours: 24, lateAfterHours: 6 },
    });
  });

  test('is what the environment says', () => {
    const env = {
      ...ENVIRONMENT,
      TAG_PREFIX: 'copy',
      ALLOWED_REGIONS: 'eu-west-1, ap-southeast-2',
      SHARE_ACCOUNTS: '111122223333, 444455556666',
      RULE_SETS: 'standard: eu-west-1 eu-central-1=cad-de; apac: ap-southeast-2',
      RETENTION: 'true',
      ROLLOUT: 'true',
      GIVE_UP_AFTER_HOURS: '48',
      LATE_AFTER_HOURS: '0.5',
    };
    expect(loadConfig(env)).toMatchObject({
      tagPrefix: 'copy',
      allowedRegions: ['eu-west-1', 'ap-southeast-2'],
      shareAccounts: ['111122223333', '444455556666'],
      ruleSets: [
        { name: 'standard', destinations: ['eu-west-1', 'eu-central-1=cad-de'] },
        { name: 'apac', destinations: ['ap-southeast-2'] },
      ],
      retention: true,
      rollout: true,
      limits: { giveUpAfterHours: 48, lateAfterHours: 0.5 },
    });
  });

  test('of the functions that retire and roll out is the same without a watch rule', () => {
    const { watchRule, ...common } = loadConfig(ENVIRONMENT);
    expect(watchRule).not.toBe('');
    expect(loadConfigWithoutWatch({ ...ENVIRONMENT, WATCH_RULE: undefined })).toEqual(common);
  });

  test('cannot be changed', () => {
    const config = loadConfig(ENVIRONMENT);
    expect(() => Object.assign(config, { region: 'eu-west-1' })).toThrow(TypeError);
    expect(() => Object.assign(config.limits, { giveUpAfterHours: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.allowedRegions, ['eu-west-1'])).toThrow(TypeError);
    expect(() => Object.assign(config.ruleSets, ['eu-west-1'])).toThrow(TypeError);
  });

  test('comes from the environment of the process unless another is given', () => {
    const restore = keepEnvironment();
    try {
      Object.assign(process.env, ENVIRONMENT, { WATCH_RULE: 'of-the-process' });
      expect(loadConfig().watchRule).toBe('of-the-process');
    } finally {
      restore();
    }
  });
});

describe('a configuration that is not usable', () => {
  test('names all that is missing at once', () => {
    expect(problems({})).toEqual([
      'AWS_REGION: must be the name of a region',
      'TOPIC_ARN: must be the ARN of an SNS topic',
      'WATCH_RULE: must be the name of an EventBridge rule',
    ]);
  });

  test('names all that is wrong at once', () => {
    const env = {
      AWS_REGION: 'US East',
      TOPIC_ARN: 'replications',
      TAG_PREFIX: '1:',
      ALLOWED_REGIONS: 'europe',
      RULE_SETS: 'europe',
      GIVE_UP_AFTER_HOURS: 'a day',
      LATE_AFTER_HOURS: '-1',
      WATCH_RULE: 'a rule',
    };
    expect(problems(env).map((problem) => problem.split(':')[0])).toEqual(Object.keys(env));
  });

  test('names every word of the list of regions that is none', () => {
    const ALLOWED_REGIONS = 'eu-west-1 europe ap-southeast-2 EU-WEST-1';
    expect(problems({ ...ENVIRONMENT, ALLOWED_REGIONS })).toEqual([
      "ALLOWED_REGIONS: must be regions separated by spaces or commas, or empty for all regions, not 'europe' 'EU-WEST-1'",
    ]);
  });

  test('names everything that leaves open which sets there are', () => {
    const RULE_SETS = 'europe; a: eu-west-1 b: eu-west-2; c:; c: eu-west-3; d: nowhere';
    expect(problems({ ...ENVIRONMENT, RULE_SETS })).toEqual([
      "RULE_SETS: must be sets such as 'standard: eu-west-1 eu-central-1', semicolons between them, or empty for none: 'europe' is not a set (write NAME: REGIONS, where NAME has 1 to 32 letters, digits, '_', '.' or '-'), 'b:' is in the set a (write a semicolon before the next set), c is given more than once (give each set once)",
    ]);
  });

  test('says of a topic where nothing can be published why that is', () => {
    const { TOPIC_ARN } = ENVIRONMENT;
    expect(problems({ ...ENVIRONMENT, TOPIC_ARN: `${TOPIC_ARN}.fifo` })).toEqual([
      'TOPIC_ARN: must be the ARN of a standard topic, not of a FIFO topic (.fifo)',
    ]);
    expect(problems({ ...ENVIRONMENT, AWS_REGION: 'eu-west-1' })).toEqual([
      'TOPIC_ARN: must be the ARN of a topic in eu-west-1, the source region, not in us-east-1',
    ]);
  });

  test.each([
    ['AWS_REGION', ''],
    ['TOPIC_ARN', 'arn:aws:sqs:us-east-1:123456789012:queue'],
    ['TOPIC_ARN', 'arn:aws:sns:us-east-1:123456789012'],
    ['TOPIC_ARN', `${ENVIRONMENT.TOPIC_ARN}:subscription`],
    ['TOPIC_ARN', `${ENVIRONMENT.TOPIC_ARN}.fifo`],
    ['TOPIC_ARN', 'arn:aws:sns:eu-west-1:123456789012:replications'],
    ['WATCH_RULE', 'x'.repeat(65)],
    ['TAG_PREFIX', ''],
    ['TAG_PREFIX', 'replicate:'],
    ['TAG_PREFIX', 'a b'],
    ['TAG_PREFIX', 'x'.repeat(41)],
    ['TAG_PREFIX', 'aws'],
    ['TAG_PREFIX', 'AWS'],
    ['ALLOWED_REGIONS', 'europe'],
    ['ALLOWED_REGIONS', 'eu-west-1 all'],
    ['ALLOWED_REGIONS', ','],
    ['ALLOWED_REGIONS', ' '],
    ['SHARE_ACCOUNTS', '11112222333'],
    ['SHARE_ACCOUNTS', '111122223333 all'],
    ['SHARE_ACCOUNTS', ','],
    ['SHARE_ACCOUNTS', Array.from({ length: 101 }, (_, n) => 100_000_000_000 + n).join(' ')],

    ['RULE_SETS', 'eu-west-1'],
    ['GIVE_UP_AFTER_HOURS', ''],
    ['GIVE_UP_AFTER_HOURS', '0'],
    ['GIVE_UP_AFTER_HOURS', 'NaN'],
    ['GIVE_UP_AFTER_HOURS', 'Infinity'],
    ['LATE_AFTER_HOURS', '100000'],
    ['LATE_AFTER_HOURS', '6h'],
  ])('names %s when it is %j, and says what would be right', (name, value) => {
    expect(problems({ ...ENVIRONMENT, [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: must be `)),
    ]);
  });
});

test.each(['aws', 'aws-us-gov', 'aws-cn'])('a topic in partition %s is one', (partition) => {
  const TOPIC_ARN = ENVIRONMENT.TOPIC_ARN.replace('aws', partition);
  expect(loadConfig({ ...ENVIRONMENT, TOPIC_ARN }).topicArn).toBe(TOPIC_ARN);
});

test('the tests run on the Node major that the function runs on, which is 24', async () => {
  const stack = await readFile(new URL('../serverless.yml', import.meta.url), 'utf8');
  expect(stack).toMatch(/runtime: nodejs24\.x/);
  expect(process.versions.node).toMatch(/^24\./);
});
