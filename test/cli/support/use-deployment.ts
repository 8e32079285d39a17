/* A command line that can deploy: a small release, and an account to deploy to. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { keepEnvironment } from '../../support/process-environment.ts';
import { ACCOUNT } from '../../support/stage.ts';
import type { Template } from './changes.ts';
import type { CliStage, Result, Terminal } from './cli.ts';
import { type S3, startS3 } from './s3.ts';
import { Stack } from './stack.ts';
import { useCliStage } from './use-cli-stage.ts';

export const STACK = 'appstream-image-replicator';
export const BUCKET = `${STACK}-${ACCOUNT}-us-east-1`;
export const ZIP = Buffer.from('a zip');

/** The parameters of a stack that is deployed without any. */
export const DEFAULTS = {
  Email: '',
  SweepRate: 'rate(30 minutes)',
  LateAfterHours: '6',
  LogLevel: 'INFO',
  RuleSets: '',
};
/** A resource more. */
export const QUEUE = { Queue: { Type: 'AWS::SQS::Queue' } };
/** A topic that takes the place of the one that is deployed. */
export const RENAMED = { Topic: { Type: 'AWS::SNS::Topic', Properties: { Name: 'others' } } };

/** The template of a small release; resources in addition or instead. */
export function templateWith(resources: Template['Resources'] = {}): Template {
  return {
    Parameters: {
      Email: {
        Type: 'String',
        Default: '',
        AllowedPattern: '^$|^[^@]+@[^@]+$',
        Description: 'E-mail address.',
      },
      SweepRate: {
        Type: 'String',
        Default: 'rate(30 minutes)',
        AllowedPattern: '^rate\\([0-9]+ minutes\\)$',
        ConstraintDescription: 'rate(N minutes).',
      },
      LateAfterHours: { Type: 'Number', Default: '6', MinValue: 1, MaxValue: 720 },
      LogLevel: { Type: 'String', Default: 'INFO', AllowedValues: ['DEBUG', 'INFO'] },
      RuleSets: {
        Type: 'String',
        Default: '',
        MaxLength: 20,
        ConstraintDescription: 'at most 20 characters.',
      },
    },
    Resources: {
      Function: { Type: 'AWS::Lambda::Function', Properties: { Code: 'function.zip' } },
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { Name: 'outcomes' } },
      ...resources,
    },
    Outputs: {
      TopicArn: { Value: 'arn:aws:sns:us-east-1:123456789012:outcomes' },
      WatchRuleName: { Value: 'watch' },
      DashboardUrl: { Value: 'https://us-east-1.console.aws.amazon.com/dashboard' },
    },
  };
}

export interface DeploymentStage {
  readonly cli: CliStage;
  readonly s3: S3;
  readonly stack: Stack;
  /** Runs `deploy`, as a user would type it, a minute after the last time. */
  deploy(argv?: readonly string[], terminal?: Terminal): Promise<Result>;
  /** Makes another release. */
  release(template: Template): Promise<void>;
}

export function useDeployment(): DeploymentStage {
  const cli = useCliStage();
  const restore = keepEnvironment();
  let folder = '';
  const release = (template: Template) =>
    writeFile(join(folder, 'template.json'), JSON.stringify(template));
  const made: { s3?: S3; stack?: Stack } = {};
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the stage is set by beforeEach');
    return value;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deployment-'));
    await release(templateWith());
    await writeFile(join(folder, 'function.zip'), ZIP);
    const s3 = await startS3(ACCOUNT);
    Object.assign(made, { s3, stack: new Stack(cli.aws.answers, s3) });
    cli.aws.answers.set('GetCallerIdentity', () => ({
      Account: ACCOUNT,
      Arn: 'arn',
      UserId: 'ada',
    }));
    process.env.AWS_ENDPOINT_URL_S3 = s3.url;
  });
  afterEach(async () => {
    restore();
    await Promise.all([made.s3?.close(), rm(folder, { recursive: true })]);
  });
  return {
    cli,
    get s3() {
      return there(made.s3);
    },
    get stack() {
      return there(made.stack);
    },
    deploy(argv = [], terminal = {}) {
      cli.clock.advance(1);
      return cli.cli(['deploy', ...argv], { release: folder, wait: () => true, ...terminal });
    },
    release,
  };
}
