import { WATCH } from '../../../sim/harness/account.ts';
import { HOME } from '../../support/stage.ts';
import { Refusal } from './aws.ts';
import type { CliStage } from './cli.ts';

/** The stack's rules by their logical id. The stage has the watch. */
const RULES = {
  ImageRule: 'appstream-image-replicator-images',
  TagRule: 'appstream-image-replicator-tags',
  SweepRule: 'appstream-image-replicator-sweep',
  WatchRule: WATCH,
};

/** Makes an account in which all is there for automatic operation, with an image that goes to eu-west-1. */
export function makeHealthy(stage: CliStage): void {
  const { answers } = stage.aws;
  stage.deploy();
  stage.sim.world.createImage(HOME, { name: 'cad', tags: { 'replicate:to': 'eu-west-1' } });
  for (const rule of Object.values(RULES)) {
    if (rule !== WATCH) stage.sim.world.createRule(rule, 'ENABLED');
  }
  answers.set('ListStackResources', () => ({
    StackResourceSummaries: Object.entries(RULES).map(
      ([LogicalResourceId, PhysicalResourceId]) => ({
        LogicalResourceId,
        PhysicalResourceId,
        ResourceType: 'AWS::Events::Rule',
      }),
    ),
  }));
  answers.set('GetCallerIdentity', () => ({
    Account: '123456789012',
    Arn: 'arn:aws:iam::123456789012:user/ada',
  }));
  answers.set('DescribeTrails', () => ({
    trailList: [
      { Name: 'audit', TrailARN: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/audit' },
    ],
  }));
  answers.set('GetTrailStatus', () => ({ IsLogging: true }));
  answers.set('GetEventSelectors', () => ({
    EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }],
  }));
  answers.set('ListSubscriptionsByTopic', ({ TopicArn }) => ({
    Subscriptions: [{ SubscriptionArn: `${TopicArn}:1`, Endpoint: 'ada@example.com' }],
  }));
  answers.set('SimulatePrincipalPolicy', (input) => ({
    IsTruncated: false,
    EvaluationResults: Object.entries(input)
      .filter(([name]) => name.startsWith('ActionNames.'))
      .map(([, EvalActionName]) => ({ EvalActionName, EvalDecision: 'allowed' })),
  }));
  answers.set('GetServiceQuota', ({ QuotaCode }) => {
    if (QuotaCode === 'L-E1182CCA') return { Quota: { Value: 10 } };
    throw new Refusal('NoSuchResourceException');
  });
  answers.set('GetAWSDefaultServiceQuota', () => ({ Quota: { Value: 2 } }));
}
