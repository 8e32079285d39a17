import { describe, expect, test } from '@jest/globals';
import { Refusal } from './support/aws.ts';
import { useDoctor } from './support/use-doctor.ts';

const { stage, examine } = useDoctor();

describe('what is missing is said, with what to do', () => {
  const answer = (operation: string, output: object) => () =>
    void stage.aws.answers.set(operation, () => output);
  const refuse = (operation: string, code: string) => () =>
    void stage.aws.answers.set(operation, () => {
      throw new Refusal(code);
    });
  const selectors = (FieldSelectors: object[]) =>
    answer('GetEventSelectors', { AdvancedEventSelectors: [{ FieldSelectors }] });
  const management = { Field: 'eventCategory', Equals: ['Management'] };
  const subscriptions =
    (...arns: string[]) =>
    () => {
      stage.aws.answers.set('ListSubscriptionsByTopic', () => ({
        Subscriptions: arns.map((SubscriptionArn) => ({
          SubscriptionArn,
          Endpoint: 'ada@example.com',
        })),
      }));
    };
  const stackIn = (StackStatus: string) => answer('DescribeStacks', { Stacks: [{ StackStatus }] });

  test.each<[string, () => void, string, string]>([
    ['credentials', refuse('GetCallerIdentity', 'ExpiredToken'), 'credentials', 'aws sso login'],
    [
      'a stack',
      refuse('DescribeStacks', 'ValidationError'),
      'stack',
      'npx appstream-image-replicator deploy',
    ],
    ['a whole stack', stackIn('UPDATE_ROLLBACK_FAILED'), 'stack', 'UPDATE_ROLLBACK_FAILED'],
    [
      'a rule',
      answer('ListStackResources', { StackResourceSummaries: [] }),
      'rule: sweep',
      'Deploy the stack again',
    ],
    [
      'an enabled rule',
      () => stage.sim.world.createRule('appstream-image-replicator-sweep', 'DISABLED'),
      'rule: sweep',
      'aws events enable-rule --region us-east-1 --name appstream-image-replicator-sweep',
    ],
    ['a trail', answer('DescribeTrails', { trailList: [] }), 'trail', 'createTrail=true'],
    ['logging', answer('GetTrailStatus', { IsLogging: false }), 'trail', 'audit does not log'],
    [
      'events that write',
      answer('GetEventSelectors', { EventSelectors: [{ ReadWriteType: 'ReadOnly' }] }),
      'trail',
      'leaves out management events',
    ],
    [
      'events that write, by advanced selectors',
      selectors([management, { Field: 'readOnly', Equals: ['true'] }]),
      'trail',
      'leaves out management events',
    ],
    [
      "AppStream's events",
      selectors([management, { Field: 'eventSource', NotEquals: ['appstream.amazonaws.com'] }]),
      'trail',
      'leaves out management events',
    ],
    [
      'a subscription',
      subscriptions(),
      'subscriptions',
      'aws sns subscribe --region us-east-1 --topic-arn',
    ],
    [
      'a subscription that is not deleted',
      subscriptions('Deleted'),
      'subscriptions',
      'nobody receives the messages',
    ],
    [
      'a subscription besides those of its own functions',
      answer('ListSubscriptionsByTopic', {
        Subscriptions: ['retire', 'rollout'].map((name) => ({
          SubscriptionArn: 'arn:aws:sns:us-east-1:123456789012:t:1',
          Endpoint: `arn:aws:lambda:us-east-1:123456789012:function:appstream-image-replicator-${name}`,
        })),
      }),
      'subscriptions',
      'nobody receives the messages',
    ],
    [
      'a confirmation',
      subscriptions('arn:aws:sns:us-east-1:123456789012:t:1', 'PendingConfirmation', 'Deleted'),
      'subscriptions',
      '1 confirmed, 1 not: ada@example.com',
    ],
    [
      'a region',
      () => stage.sim.world.disableRegion('eu-west-1'),
      'eu-west-1',
      'Enable the region',
    ],
    [
      'room for images',
      answer('GetServiceQuota', { Quota: { Value: 0 } }),
      'eu-west-1: quotas',
      '--quota-code L-E1182CCA --desired-value 1',
    ],
    [
      'copies',
      () =>
        void stage.aws.answers.set('GetServiceQuota', ({ QuotaCode }) => ({
          Quota: { Value: QuotaCode === 'L-60244546' ? 0 : 10 },
        })),
      'eu-west-1: quotas',
      '--quota-code L-60244546',
    ],
    [
      'a permission',
      answer('SimulatePrincipalPolicy', {
        EvaluationResults: [
          {
            EvalActionName: 'appstream:CopyImage',
            EvalDecision: 'implicitDeny',
            OrganizationsDecisionDetail: { AllowedByOrganizations: false },
          },
        ],
      }),
      'permissions',
      'appstream:CopyImage (service control policy)',
    ],
  ])('%s', async (_, spoil, check, words) => {
    spoil();
    const { exit, healthy, lines } = await examine();
    const line = lines.find((each) => each.check === check);
    expect([exit, healthy, line?.state]).toEqual([2, false, 'todo']);
    expect(`${line?.detail} ${line?.advice}`).toContain(words);
  });
});
