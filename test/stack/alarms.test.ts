import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Deployed } from '../../sim/stack/deployed.ts';
import type { Template } from '../../sim/stack/template.ts';
import { PACKAGING_TIME, packageStack } from '../support/packaged.ts';

const STACK = 'appstream-image-replicator';
const OURS = [{ Name: 'service', Value: STACK }];
const FUNCTION = [{ Name: 'FunctionName', Value: STACK }];
const queue = (name: string) => [{ Name: 'QueueName', Value: `${STACK}-${name}` }];

const ALARMS: readonly (readonly [string, string, string, object])[] = [
  ['dead-letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue('dead-letters')],
  ['failed-runs', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue('failed-runs')],
  ['errors', 'AWS/Lambda', 'Errors', FUNCTION],
  ['throttles', 'AWS/Lambda', 'Throttles', FUNCTION],
  ['replication-failed', 'AppStreamImageReplicator', 'ReplicationsFailed', OURS],
  ['replication-late', 'AppStreamImageReplicator', 'ReplicationsLate', OURS],
];

let template: Template;
beforeAll(async () => {
  ({ template } = await packageStack());
}, PACKAGING_TIME);
const alarms = (parameters = {}) =>
  [...new Deployed(template, { parameters }).resources().values()]
    .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
    .map(({ properties }) => properties);

describe('an alarm', () => {
  test.each(ALARMS)('tells of the first of %s', (name, Namespace, MetricName, Dimensions) => {
    expect(alarms()).toContainEqual(
      expect.objectContaining({
        AlarmName: `${STACK}-${name}`,
        Namespace,
        MetricName,
        Dimensions,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        EvaluationPeriods: 1,
        TreatMissingData: 'notBreaching',
      }),
    );
  });

  test.each([2, 30, 720])('tells of no sweep in two periods of %i minutes', (minutes) => {
    const alarm = alarms({ SweepRate: `rate(${minutes} minutes)` }).at(-1);
    expect(alarm).toMatchObject({
      AlarmName: `${STACK}-no-sweep`,
      MetricName: 'Sweeps',
      Dimensions: OURS,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
    const seconds = Number(alarm?.Period) * Number(alarm?.EvaluationPeriods);
    expect(seconds).toBe(2 * 60 * minutes);
    // The most that CloudWatch accepts for periods below an hour.
    expect(seconds).toBeLessThanOrEqual(86_400);
  });

  test('goes where operators are', () => {
    const topics = (parameters: object) =>
      new Set(
        alarms(parameters).flatMap(({ AlarmActions, OKActions = [] }) =>
          [AlarmActions, OKActions].flat(),
        ),
      );
    const given = `arn:aws:sns:us-east-1:123456789012:operators`;
    const topic = 'arn:aws:sns:us-east-1:123456789012:';
    expect(topics({})).toEqual(new Set([`${topic}Topic`]));
    expect(topics({ AlarmEmail: 'ops@example.com' })).toEqual(new Set([`${topic}AlarmTopic`]));
    expect(topics({ AlarmTopicArn: given })).toEqual(new Set([given]));
    expect(topics({ AlarmTopicArn: given, AlarmEmail: 'ops@example.com' })).toEqual(
      new Set([given]),
    );
  });

  test('stands in docs/operations.md', async () => {
    const docs = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const names = alarms().map(({ AlarmName }) => String(AlarmName).replace(`${STACK}-`, ''));
    expect(names).toHaveLength(ALARMS.length + 1);
    expect(names.filter((name) => !docs.includes(`### ${name}\n`))).toEqual([]);
  });
});

test('the dashboard shows what the function counts', () => {
  const { properties } = new Deployed(template).resource('Dashboard');
  const body = JSON.stringify(JSON.parse(String(properties.DashboardBody)));
  const shown = [
    'CopiesStarted',
    'ReplicasAvailable',
    'ReplicationsFailed',
    'TimeToReplicate',
    'InFlight',
    'NoRoomForStatus',
    `${STACK}-dead-letters`,
    `${STACK}-failed-runs`,
    'Duration',
    "'p50'",
    "'p95'",
  ];
  expect(shown.filter((name) => !body.includes(name))).toEqual([]);
});
