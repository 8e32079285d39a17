import { beforeAll, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { Deployed, type Resource } from '../../sim/stack/deployed.ts';
import type { Template } from '../../sim/stack/template.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';

const GIVEN_KEY = 'arn:aws:kms:us-east-1:123456789012:key/given';
const RULES = ['ImageRule', 'TagRule', 'WatchRule', 'SweepRule', 'DeploymentRule'];

const policy = v.object({
  PolicyDocument: v.object({ Statement: v.array(v.record(v.string(), v.unknown())) }),
});
const statements = (resource: Resource) =>
  v.parse(policy, resource.properties).PolicyDocument.Statement;

let template: Template;
beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);
const deploy = (parameters = {}) => new Deployed(template, { parameters });
const ofType = (deployed: Deployed, type: string) =>
  [...deployed.resources()].filter(([, resource]) => resource.type === type);
const idsOf = (type: string, parameters = {}) => ofType(deploy(parameters), type).map(([id]) => id);

describe('encryption', () => {
  const keys = (parameters: object) =>
    [
      ...deploy({ AlarmEmail: 'ops@example.com', ...parameters })
        .resources()
        .values(),
    ]
      .filter(({ type }) => /::(Topic|Queue|LogGroup)$/.test(type))
      .map(({ properties }) => properties.KmsMasterKeyId ?? properties.KmsKeyId);

  test('of both topics, both queues and the log is by a key of the stack', () => {
    const key = deploy().attribute('Key', 'Arn');
    expect(keys({})).toEqual([key, key, key, key, key]);
  });

  test("is by the user's key when there is one, and then the stack has none", () => {
    expect(new Set(keys({ KmsKeyArn: GIVEN_KEY }))).toEqual(new Set([GIVEN_KEY]));
    expect(idsOf('AWS::KMS::Key', { KmsKeyArn: GIVEN_KEY })).toEqual([]);
  });

  test('lets AWS services use the key for this stack alone', () => {
    const { properties } = deploy().resource('Key');
    const [account, ...services] = statements({
      type: '',
      properties: { PolicyDocument: properties.KeyPolicy },
    });
    expect(account).toMatchObject({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } });
    expect(services.map(({ Principal, Condition }) => ({ Principal, Condition }))).toEqual([
      {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          ArnEquals: {
            'kms:EncryptionContext:aws:sqs:arn': deploy().attribute('DeadLetters', 'Arn'),
          },
        },
      },
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012' },
          ArnLike: {
            'aws:SourceArn':
              'arn:aws:cloudwatch:us-east-1:123456789012:alarm:appstream-image-replicator-*',
          },
        },
      },
      {
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
        Condition: {
          ArnEquals: {
            'kms:EncryptionContext:aws:logs:arn': ['', '-retire', '-rollout'].map(
              (name) =>
                `arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/appstream-image-replicator${name}`,
            ),
          },
        },
      },
    ]);
  });

  test('in transit is asked for by every topic, queue and bucket', () => {
    const deployed = deploy({ AlarmEmail: 'ops@example.com', CreateTrail: 'true' });
    const count = (kind: RegExp) =>
      [...deployed.resources().values()].filter(({ type }) => kind.test(type));
    const plainRefused = count(/::(Topic|Queue|Bucket)Policy$/).filter((resource) =>
      statements(resource).some(
        ({ Effect, Principal, Condition }) =>
          Effect === 'Deny' &&
          Principal === '*' &&
          JSON.stringify(Condition).includes('aws:SecureTransport'),
      ),
    );
    expect(plainRefused).toHaveLength(count(/::(Topic|Queue|Bucket)$/).length);
  });
});

describe('delivery', () => {
  test('is tried again, then kept in a queue, for every target of every rule', () => {
    for (const id of RULES)
      expect(deploy().resource(id).properties.Targets).toEqual([
        expect.objectContaining({
          Arn: deploy().attribute('ReplicateLambdaFunction', 'Arn'),
          RetryPolicy: expect.objectContaining({ MaximumRetryAttempts: expect.any(Number) }),
          DeadLetterConfig: { Arn: deploy().attribute('DeadLetters', 'Arn') },
        }),
      ]);
    expect(idsOf('AWS::Events::Rule')).toEqual(RULES);
  });

  test('from the rules, and from nothing else, is let through by the function and the queue', () => {
    const arns = RULES.map((id) => deploy().attribute(id, 'Arn'));
    const permissions = ofType(deploy(), 'AWS::Lambda::Permission');
    expect(permissions.map(([, { properties }]) => properties.SourceArn)).toEqual(arns);
    expect(statements(deploy().resource('DeadLettersPolicy'))[1]).toMatchObject({
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': arns } },
    });
  });

  test('of a run that failed three times is to a queue', () => {
    expect(deploy().resource('ReplicateLambdaEvConf').properties).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: deploy().attribute('FailedRuns', 'Arn') } },
    });
  });

  test('of outcomes by e-mail is for the address that was named', () => {
    expect(idsOf('AWS::SNS::Subscription')).toEqual([]);
    const email = { Email: 'ann@example.com' };
    expect(
      ofType(deploy(email), 'AWS::SNS::Subscription').map(([, { properties }]) => properties),
    ).toEqual([
      { TopicArn: deploy().ref('Topic'), Protocol: 'email', Endpoint: 'ann@example.com' },
    ]);
  });
});

describe('the schedules', () => {
  const schedule = (id: string, parameters = {}) => deploy(parameters).resource(id).properties;

  test('tick every minute once the function has enabled the watch', () => {
    expect(schedule('WatchRule')).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'DISABLED',
      Targets: [{ Input: '{"trigger":"tick"}' }],
    });
  });

  test('sweep at the rate that was named', () => {
    expect(schedule('SweepRule')).toMatchObject({
      ScheduleExpression: 'rate(30 minutes)',
      State: 'ENABLED',
      Targets: [{ Input: '{"trigger":"sweep"}' }],
    });
    const hourly = schedule('SweepRule', { SweepRate: 'rate(60 minutes)' });
    expect(hourly.ScheduleExpression).toBe('rate(60 minutes)');
  });
});

test('logs are kept for any time that CloudWatch Logs offers', () => {
  const days = '1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653';
  expect(template.Parameters.LogRetentionDays).toMatchObject({ AllowedValues: days.split(' ') });
});

describe('the trail', () => {
  test('is not there unless asked for', () => {
    expect(idsOf('AWS::CloudTrail::Trail')).toEqual([]);
    expect(idsOf('AWS::S3::Bucket')).toEqual(['ServerlessDeploymentBucket']);
  });

  test('records management events that write, in a bucket of its own that is private, encrypted and expires', () => {
    const deployed = deploy({ CreateTrail: 'true' });
    expect(deployed.resource('Trail').properties).toMatchObject({
      IsLogging: true,
      IsMultiRegionTrail: false,
      S3BucketName: 'TrailBucket',
      EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
    });
    expect(deployed.resource('TrailBucket').properties).toMatchObject({
      BucketEncryption: expect.anything(),
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
      LifecycleConfiguration: { Rules: [expect.objectContaining({ ExpirationInDays: 90 })] },
    });
  });
});

test('deleting the stack leaves the audit log, and nothing else', () => {
  const kept = Object.entries(template.Resources).filter(
    ([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete',
  );
  expect(kept.map(([id]) => id)).toEqual(['TrailBucket', 'TrailBucketPolicy']);
});
