import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Report } from '../../cli/schemas/doctor.ts';
import { HOME } from '../support/stage.ts';
import { Refusal } from './support/aws.ts';
import { makeHealthy } from './support/healthy.ts';
import { parseOutput } from './support/schema.ts';
import { useCliStage } from './support/use-cli-stage.ts';

const stage = useCliStage();
beforeEach(() => {
  makeHealthy(stage);
});

async function examine(): Promise<Report & { exit: number }> {
  const { exit, out } = await stage.cli(['doctor', '--json']);
  return { exit, ...parseOutput('doctor', out) };
}

test('an account in which all is there', async () => {
  const { exit, out } = await stage.cli(['doctor']);
  expect([exit, out]).toEqual([
    0,
    `\
ok       credentials         arn:aws:iam::123456789012:user/ada
ok       stack               appstream-image-replicator in us-east-1,
                             UPDATE_COMPLETE
ok       rule: new images    imagerule is ENABLED
ok       rule: changed tags  tagrule is ENABLED
ok       rule: sweep         sweeprule is ENABLED
ok       rule: watch         watchrule is DISABLED, nothing in flight
ok       trail               audit logs the events that us-east-1 needs
ok       subscriptions       1 confirmed
ok       permissions         the function's role may make its calls
ok       sets of regions     none
ok       allowed regions     all
ok       retention           off, and no rule asks for it
ok       eu-west-1           can be reached
ok       eu-west-1: quotas   0 of 10 images, 1 more wanted; 2 copies at a time

No problems found.
`,
  ]);
});

test.each([
  ['', 'ok'],
  ['111122223333', 'todo'],
])(
  'a role that may not share: it matters to a stack with shareAccounts=%s as %s',
  async (accounts, state) => {
    stage.deploy({ ShareAccounts: accounts });
    stage.aws.answers.set('SimulatePrincipalPolicy', (input) => ({
      IsTruncated: false,
      EvaluationResults: Object.values(input)
        .filter((action) => /^(appstream|sns|events):/.test(`${action}`))
        .map((EvalActionName) => ({
          EvalActionName,
          EvalDecision: `${EvalActionName}`.endsWith('ImagePermissions')
            ? 'implicitDeny'
            : 'allowed',
        })),
    }));
    const { lines } = await examine();
    const line = lines.find(({ check }) => check === 'permissions');
    expect(line?.state).toBe(state);
    if (state === 'todo') expect(line?.detail).toContain('appstream:UpdateImagePermissions');
  },
);

test('a stack that allows the regions which the rules name', async () => {
  stage.deploy({ AllowedRegions: 'eu-west-1,ap-southeast-2' });
  const { exit, lines } = await examine();
  expect(exit).toBe(0);
  expect(lines).toContainEqual({
    check: 'allowed regions',
    state: 'ok',
    detail: 'eu-west-1, ap-southeast-2',
  });
});

test('a stack that does not allow regions which rules name: which they are, on which images, and what to do', async () => {
  stage.deploy({ AllowedRegions: 'eu-west-1' });
  stage.sim.world.createImage(HOME, { name: 'cam', tags: { 'replicate:to': 'sa-east-1' } });
  stage.sim.world.createImage(HOME, {
    name: 'office',
    tags: { 'replicate:to': 'sa-east-1 eu-west-1 eu-west-2' },
  });
  const { exit, lines } = await examine();
  expect(exit).toBe(2);
  expect(lines).toContainEqual({
    check: 'allowed regions',
    state: 'todo',
    detail: 'eu-west-1; rules name others: sa-east-1 (cam, office), eu-west-2 (office)',
    advice:
      'Take them out of the rules; or, if images may go there, deploy with all parameters as they are and --param="allowedRegions=eu-west-1 sa-east-1 eu-west-2".',
  });
  expect(lines.map(({ check }) => check)).not.toContain('eu-west-2');
});

test('a stack with sets: how many regions each has, or what is wrong with them', async () => {
  const of = async (RuleSets: string) => {
    stage.deploy({ RuleSets, AllowedRegions: 'eu-west-1 eu-central-1 ap-southeast-2' });
    const { lines } = await examine();
    return lines.find(({ check }) => check === 'sets of regions');
  };
  expect(await of('standard: eu-west-1 eu-central-1=cad-de; apac: ap-southeast-2')).toEqual({
    check: 'sets of regions',
    state: 'ok',
    detail: 'standard (2 regions), apac (1 region)',
  });
  expect(await of('a: eu-west-1 eu-west-3; b: us-east-1; c: @a; d:')).toEqual({
    check: 'sets of regions',
    state: 'todo',
    detail: expect.stringMatching(
      /^@a: eu-west-3 is not among .*; @b: us-east-1 is not among .*; @c: '@a' is not a region; .*; @d has no regions; /,
    ),
    advice: expect.stringContaining('ruleSets corrected'),
  });
  expect(await of('eu-west-1')).toMatchObject({
    state: 'todo',
    detail: expect.stringContaining("'eu-west-1' is not a set"),
    advice: expect.stringContaining('the function does not run'),
  });
});

test('the roles of the functions for old replicas and for fleets are examined where they are deployed', async () => {
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const permissions = async () =>
    (await examine()).lines.filter(({ check }) => check.startsWith('permissions'));
  expect(await permissions()).toHaveLength(1);
  stage.deploy({}, { RetireRoleArn: role('retire'), RolloutRoleArn: role('rollout') });
  const asked = new Set<unknown>();
  stage.aws.answers.set('SimulatePrincipalPolicy', (input) => {
    const action = input['ActionNames.member.1'];
    asked.add(`${input.PolicySourceArn} ${action}`);
    const EvalDecision = action === 'appstream:UpdateFleet' ? 'explicitDeny' : 'allowed';
    return { IsTruncated: false, EvaluationResults: [{ EvalActionName: action, EvalDecision }] };
  });
  expect(await permissions()).toMatchObject([
    { check: 'permissions', state: 'ok' },
    { check: 'permissions: retire', state: 'ok' },
    {
      check: 'permissions: rollout',
      state: 'todo',
      detail: expect.stringContaining('UpdateFleet'),
    },
  ]);
  expect(asked).toContain(`${role('retire')} appstream:DeleteImage`);
});

test('changes nothing', async () => {
  stage.sim.calls.length = 0;
  await examine();
  expect(stage.sim.calls.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['DescribeImages', 'DescribeRule']),
  );
  expect(stage.sim.calls.filter(({ operation }) => !/^(Describe|List)/.test(operation))).toEqual(
    [],
  );
});

test('lists the images of a destination region once', async () => {
  stage.sim.calls.length = 0;
  await examine();
  const there = stage.sim.calls.filter(({ region }) => region === 'eu-west-1');
  expect(there.map(({ operation }) => operation)).toEqual(['DescribeImages']);
});

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
      () => stage.sim.world.createRule('sweeprule', 'DISABLED'),
      'rule: sweep',
      'aws events enable-rule --region us-east-1 --name sweeprule',
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
    ['a subscription', subscriptions(), 'subscriptions', 'aws sns subscribe --topic-arn'],
    [
      'a confirmation',
      subscriptions('arn:aws:sns:us-east-1:123456789012:t:1', 'PendingConfirmation'),
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
