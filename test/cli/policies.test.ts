import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Deployed } from '../../sim/stack/deployed.ts';
import type { Template } from '../../sim/stack/template.ts';
import { replicateThree } from '../retention/family.ts';
import { EU, follow, imageOf, replicate } from '../rollout/fleets.ts';
import { callsOf } from '../support/calls.ts';
import { allowances, allows, type Statement, statementsOf } from '../support/iam.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';
import { ACCOUNT, HOME } from '../support/stage.ts';
import { makeHealthy } from './support/healthy.ts';
import { useCliStage } from './support/use-cli-stage.ts';
import { STACK, templateWith, useDeployment } from './support/use-deployment.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../docs/policies/${name}.json`, import.meta.url), 'utf8');
const [look, operate, deploy] = [read('look'), read('operate'), read('deploy')].map(statementsOf);
const actionsOf = (statements = look, sids?: readonly string[]) =>
  new Set(
    statements?.filter(({ Sid }) => sids?.includes(Sid) ?? true).flatMap(({ Action }) => Action),
  );
/** Anybody may ask who they are. */
const FREE = 'sts:GetCallerIdentity';
/** Long enough for a name that CloudFormation gives. */
const TOPIC = `arn:aws:sns:${HOME}:${ACCOUNT}:${STACK}-Topic-1A2B`;

/** Where replicas may be shared, more calls are made. */
const SHARING = { ShareAccounts: '111122223333' };

let template: Template;
beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);

describe('who looks', () => {
  const stage = useCliStage();

  test('may make every call of status, plan, check and doctor, and no other', async () => {
    makeHealthy(stage);
    await replicateThree(stage);
    stage.deploy({ ...SHARING, Retention: 'true' });
    stage.sim.world.createImage(HOME, {
      name: 'office',
      tags: { 'replicate:to': 'eu-west-1', 'replicate:share': 'source' },
    });
    for (const argv of [
      ['status'],
      ['status', '--regions', HOME],
      ['plan', 'cad'],
      ['check', '--image', 'cad'],
      ['doctor'],
    ]) {
      expect((await stage.cli(argv)).exit).not.toBe(1);
    }
    const calls = new Set(stage.aws.calls.filter((call) => call !== FREE));
    expect(calls).toEqual(actionsOf(look));
  });
});

describe('who operates', () => {
  const stage = useCliStage();
  const both = [...(look ?? []), ...(operate ?? [])];

  test('may make every call of run and retry', async () => {
    stage.deploy(SHARING);
    stage.sim.world.createImage('eu-west-1', { name: 'cad' });
    stage.sim.world.createImage(HOME, {
      name: 'cad',
      tags: { 'replicate:to': 'eu-west-1', 'replicate:share': SHARING.ShareAccounts, team: 'cad' },
    });
    expect((await stage.cli(['run', '--wait'])).exit).toBe(3);
    stage.sim.world.deleteImage('eu-west-1', 'cad');
    expect((await stage.cli(['retry', 'cad', '--wait'])).exit).toBe(0);
    expect(callsOf(stage, TOPIC).filter((call) => !allows(both, call))).toEqual([]);
    const asked = new Set(stage.aws.calls);
    expect([...actionsOf(both)]).toEqual(expect.arrayContaining([...asked]));
  });

  test('may make every call of run and retry that move fleets', async () => {
    await replicate(stage, 'cad-1');
    await replicate(stage, 'cad-2');
    follow(stage, EU, 'cad-1');
    stage.deploy({ Rollout: 'true' });
    stage.sim.fault({ operation: 'UpdateFleet', effect: { error: 'IncompatibleImageException' } });
    expect((await stage.cli(['run', 'cad-2', '--fleets'])).exit).toBe(3);
    expect((await stage.cli(['retry', 'design', EU, '--fleet'])).exit).toBe(0);
    expect(imageOf(stage, EU)).toBe('cad-2');
    expect(callsOf(stage, TOPIC).filter((call) => !allows(both, call))).toEqual([]);
  });

  test('may do with images and fleets what the functions may, in any region and account, and nothing else', () => {
    const anywhere = (statement: Statement) =>
      JSON.stringify(statement).replaceAll(HOME, '*').replaceAll(ACCOUNT, '*');
    // Those that look share their statements of what they read.
    const ofAppStream = ({ Sid, Action }: Statement) =>
      !/^Read/.test(Sid ?? '') && Action.some((each) => each.startsWith('appstream:'));
    const parameters = { ...SHARING, Rollout: 'true' };
    const roles = (['ReplicatorRole', 'RolloutRole'] as const).flatMap((role) =>
      allowances(template, { parameters }, role),
    );
    expect(new Set(both.filter(ofAppStream).map(anywhere))).toEqual(
      new Set(roles.filter(ofAppStream).map(anywhere)),
    );
  });
});

describe('who deploys', () => {
  const stage = useDeployment();

  test('may make every call of deploy, and no other but what CloudFormation makes', async () => {
    await stage.deploy(['--dry-run']);
    await stage.deploy();
    await stage.release(templateWith({ Queue: { Type: 'AWS::SQS::Queue' } }));
    await stage.deploy();
    const calls = [...stage.cli.aws.calls, ...stage.s3.calls].filter((call) => call !== FREE);
    const allowed = actionsOf(deploy, ['Stack', 'Uploads']);
    // CloudFormation reads what was uploaded.
    allowed.delete('s3:GetObject');
    expect(new Set(calls)).toEqual(allowed);
  });

  test('may have CloudFormation make every resource of the stack', () => {
    const resources = Object.entries(template.Resources).filter(
      ([id]) => !id.startsWith('Serverless'),
    );
    const uncovered = resources.filter(([, { Type }]) => {
      const service = Type.split('::')[1]?.toLowerCase();
      return ![...actionsOf(deploy)].some((action) => action.startsWith(`${service}:`));
    });
    expect(uncovered).toEqual([]);
  });

  test('may have CloudFormation read, change and end subscriptions, for which IAM has no resource', () => {
    const calls = ['GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'Unsubscribe'].map(
      (operation) => ({ service: 'sns', operation, region: HOME, input: {} }),
    );
    expect(calls.filter((call) => !allows(deploy ?? [], call))).toEqual([]);
  });

  test('may touch what the stack names, and what CloudFormation names after the stack', () => {
    const given = (kind: string) => (id: string) => [id, `arn:aws:${kind}${STACK}-${id}-1A2B`];
    const arns = Object.fromEntries([
      ...['Topic', 'AlarmTopic'].map(given(`sns:${HOME}:${ACCOUNT}:`)),
      ...['ReplicatorRole', 'RetireRole', 'RolloutRole'].map(given(`iam::${ACCOUNT}:role/`)),
      ['TrailBucket', `arn:aws:s3:::${STACK}-trailbucket-1a2b`],
    ]);
    const deployed = new Deployed(template, { arns });
    const actions: Readonly<Record<string, string>> = {
      'AWS::CloudTrail::Trail': 'cloudtrail:CreateTrail',
      'AWS::CloudWatch::Alarm': 'cloudwatch:PutMetricAlarm',
      'AWS::CloudWatch::Dashboard': 'cloudwatch:PutDashboard',
      'AWS::Events::Rule': 'events:PutRule',
      'AWS::IAM::Role': 'iam:CreateRole',
      'AWS::Lambda::Function': 'lambda:CreateFunction',
      'AWS::Logs::LogGroup': 'logs:CreateLogGroup',
      'AWS::S3::Bucket': 's3:PutBucketPolicy',
      'AWS::SNS::Topic': 'sns:CreateTopic',
      'AWS::SQS::Queue': 'sqs:CreateQueue',
    };
    const calls = Object.entries(template.Resources).flatMap(([id, { Type }]) => {
      const [service, operation] = actions[Type]?.split(':') ?? [];
      if (!service || !operation || id.startsWith('Serverless')) return [];
      const resource = { arn: deployed.attribute(id, 'Arn') };
      return [{ service, operation, region: HOME, input: {}, resource }];
    });
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter((call) => !allows(deploy ?? [], call))).toEqual([]);
    const foreign = { arn: `arn:aws:sns:${HOME}:${ACCOUNT}:payroll` };
    const abuse = {
      service: 'sns',
      operation: 'DeleteTopic',
      region: HOME,
      input: {},
      resource: foreign,
    };
    expect(allows(deploy ?? [], abuse)).toBe(false);
  });
});

test.each(['look', 'operate', 'deploy'])('%s.json fits into one managed policy', (name) => {
  // IAM does not count white space.
  expect(read(name).replaceAll(/\s/g, '').length).toBeLessThan(6144);
});
