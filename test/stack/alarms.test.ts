import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Deployed } from '../../sim/stack/deployed.ts';
import type { Template } from '../../sim/stack/template.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';

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
/** Of what happens once there is no OK: the next period without it would send one. */
const WITHOUT_OK = ['replication-failed', 'replication-late'];

let template: Template;
beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);
const alarms = (parameters = {}) =>
  [...new Deployed(template, { parameters }).resources().values()]
    .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
    .map(({ properties }) => properties);
const alarm = (name: string, parameters = {}) =>
  alarms(parameters).find(({ AlarmName }) => AlarmName === `${STACK}-${name}`);
/** The seconds that an alarm looks back. */
const reach = ({ Period, EvaluationPeriods }: Record<string, unknown> = {}) =>
  Number(Period) * Number(EvaluationPeriods);
/** The most that CloudWatch accepts for periods below an hour. */
const MOST = 86_400;

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
        EvaluationPeriods: name === 'errors' ? 12 : 1,
        TreatMissingData: Namespace === 'AWS/SQS' ? 'ignore' : 'notBreaching',
      }),
    );
  });

  test.each([2, 30, 720])('fires after two periods of %i minutes without a sweep', (minutes) => {
    const noSweep = alarm('no-sweep', { SweepRate: `rate(${minutes} minutes)` });
    expect(noSweep).toMatchObject({
      MetricName: 'Sweeps',
      Dimensions: OURS,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
    expect(reach(noSweep)).toBe(2 * 60 * minutes);
    expect(reach(noSweep)).toBeLessThanOrEqual(MOST);
  });

  test.each([2, 30, 720])(
    'reports a status that is not written for as long as each sweep of %i minutes meets it',
    (minutes) => {
      const unwritten = alarm('status-not-written', { SweepRate: `rate(${minutes} minutes)` });
      expect(unwritten).toMatchObject({
        Namespace: 'AppStreamImageReplicator',
        MetricName: 'StatusNotWritten',
        Dimensions: OURS,
        Statistic: 'Sum',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
      });
      expect(reach(unwritten)).toBe(2 * 60 * minutes);
      expect(reach(unwritten)).toBeLessThanOrEqual(MOST);
    },
  );

  test.each([
    ['errors', 30],
    ['retire-errors', 15],
    ['rollout-errors', 15],
  ])('%s notifies once of a cause that fails the sweep every %i minutes', (name, minutes) => {
    const errors = alarm(name, { Retention: 'true', Rollout: 'true' });
    expect(errors).toMatchObject({
      MetricName: 'Errors',
      Threshold: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
    });
    expect(reach(errors)).toBe(2 * 60 * minutes);
  });

  test('notifies the topic that the parameters select', () => {
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

  test('sends an OK unless it is about something that happened once', () => {
    const silent = alarms().filter(({ OKActions }) => OKActions === undefined);
    expect(silent.map(({ AlarmName }) => AlarmName)).toEqual(
      WITHOUT_OK.map((name) => `${STACK}-${name}`),
    );
  });

  test('is described in docs/operations.md', async () => {
    const docs = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const names = alarms().map(({ AlarmName }) => String(AlarmName).replace(`${STACK}-`, ''));
    expect(names).toHaveLength(ALARMS.length + 2);
    expect(names.filter((name) => !docs.includes(`### ${name}\n`))).toEqual([]);
  });
});
