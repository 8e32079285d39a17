import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ACCOUNT } from '../support/stage.ts';
import { parseOutput } from './support/schema.ts';
import {
  BUCKET,
  DEFAULTS,
  QUEUE,
  RENAMED,
  STACK,
  templateWith,
  useDeployment,
  ZIP,
} from './support/use-deployment.ts';

const stage = useDeployment();

describe('a first deployment', () => {
  test('says where, with which parameters, what is created, and what to do next', async () => {
    const { exit, out } = await stage.deploy(['--param', 'email=ada@example.com']);
    expect(exit).toBe(0);
    expect(out).toBe(`Creating stack ${STACK} in us-east-1, account 123456789012.
Parameters, others by default:
  email  ada@example.com

3 resources to change:
  add  Function (AWS::Lambda::Function)
  add  Role (AWS::IAM::Role)
  add  Topic (AWS::SNS::Topic)

${STACK} is deployed.
  topic      arn:aws:sns:us-east-1:123456789012:outcomes
  dashboard  https://us-east-1.console.aws.amazon.com/dashboard

Choose the link in the e-mail that AWS sends to ada@example.com: without it, no
message arrives there.
Check that everything works:
npx ${STACK} doctor --region us-east-1
`);
    expect(stage.stack.state?.parameters).toEqual({ ...DEFAULTS, Email: 'ada@example.com' });
    expect(stage.stack.state?.status).toBe('CREATE_COMPLETE');
  });

  test('shows on the standard error how it gets on', async () => {
    const { err } = await stage.deploy();
    expect(err).toBe(
      ['Function (AWS::Lambda::Function)', 'Role (AWS::IAM::Role)', 'Topic (AWS::SNS::Topic)']
        .map((resource) => `2026-11-27T12:00:00.000Z  CREATE_COMPLETE  ${resource}\n`)
        .join(''),
    );
  });

  test('uploads code and template to a bucket of its own, which nobody else can read', async () => {
    await stage.deploy();
    const bucket = stage.s3.buckets.get(BUCKET);
    const key = `${createHash('sha256').update(ZIP).digest('hex')}.zip`;
    expect(bucket?.objects.get(key)).toEqual(ZIP);
    expect(bucket?.objects.size).toBe(2);
    expect(bucket?.settings.get('publicAccessBlock')).toMatch(/(>true<.*){4}/);
    expect(JSON.parse(bucket?.settings.get('policy') ?? '')).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
    expect(stage.stack.state?.template.Resources.Function?.Properties).toEqual({
      Code: { S3Bucket: BUCKET, S3Key: key },
    });
  });

  test('closes a bucket whose creation was stopped halfway', async () => {
    const settings = new Map<string, string>();
    stage.s3.buckets.set(BUCKET, { owner: ACCOUNT, objects: new Map(), settings });
    expect((await stage.deploy()).exit).toBe(0);
    expect([...settings.keys()].toSorted()).toEqual(['policy', 'publicAccessBlock']);
  });

  test('goes to the stack that is named', async () => {
    const { out } = await stage.deploy(['--stack', 'other', '--profile', 'default']);
    expect(out).toContain(`doctor --region us-east-1 --profile default --stack other\n`);
    expect(stage.stack.orders).toEqual([expect.objectContaining({ StackName: 'other' })]);
  });

  test('that fails names the first resource that did, and leaves no stack to delete', async () => {
    stage.stack.failing = { id: 'Role', reason: 'ada may not create roles' };
    const { exit, err } = await stage.deploy();
    expect(exit).toBe(1);
    expect(err).toContain(
      `error: ${STACK} is not deployed: Role (AWS::IAM::Role) CREATE_FAILED: ada may not create roles\n`,
    );
    expect(stage.stack.orders).toEqual([expect.objectContaining({ OnStackFailure: 'DELETE' })]);
  });
});

test('a terminal that does not say its size has 80 columns', async () => {
  const { out } = await stage.deploy([], { tty: true, columns: 0, env: { NO_COLOR: '1' } });
  expect(out).toContain('  add  Function (AWS::Lambda::Function)\n');
});

test('a deployment that is stopped while CloudFormation compares leaves nothing', async () => {
  const { exit, err } = await stage.deploy([], { wait: () => false });
  expect([exit, err]).toEqual([1, 'error: stopped; nothing was changed\n']);
  expect([stage.stack.state, stage.stack.changeSets.size]).toEqual([undefined, 0]);
});

test('a deployment that is stopped after CloudFormation has compared leaves nothing', async () => {
  let isStopped = false;
  const { answers } = stage.cli.aws;
  const answer = answers.get('DescribeChangeSet');
  answers.set('DescribeChangeSet', (input, region) => {
    const described = answer?.(input, region) ?? {};
    isStopped = JSON.stringify(described).includes('CREATE_COMPLETE');
    return described;
  });
  const { exit, err } = await stage.deploy([], { wait: () => !isStopped });
  expect([exit, err]).toEqual([1, 'error: stopped; nothing was changed\n']);
  expect([stage.stack.state, stage.stack.changeSets.size]).toEqual([undefined, 0]);
});

describe('a dry run', () => {
  test('shows what would be created, and leaves nothing in CloudFormation', async () => {
    const { exit, out } = await stage.deploy(['--dry-run']);
    expect(exit).toBe(0);
    expect(out).toContain('3 resources to change:');
    expect(out).toMatch(/\nNothing was changed\.\n$/);
    expect([stage.stack.state, stage.stack.changeSets.size]).toEqual([undefined, 0]);
  });

  test.each(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE'])(
    'leaves a stack that somebody else has begun to create meanwhile and that is in %s',
    async (status) => {
      const begun = { status, template: templateWith(), parameters: DEFAULTS };
      const begin = () => {
        stage.stack.state = begun;
        return true;
      };
      expect((await stage.deploy(['--dry-run'], { wait: begin })).exit).toBe(0);
      expect([stage.stack.state, stage.stack.changeSets.size]).toEqual([begun, 0]);
    },
  );

  test('leaves an empty stack for which somebody else has made a change set meanwhile', async () => {
    const order = () => {
      for (const changeSet of stage.stack.changeSets.values()) {
        stage.stack.changeSets.set('other', changeSet);
      }
      return true;
    };
    expect((await stage.deploy(['--dry-run'], { wait: order })).exit).toBe(0);
    expect(stage.stack.state?.status).toBe('REVIEW_IN_PROGRESS');
    expect([...stage.stack.changeSets.keys()]).toEqual(['other']);
  });

  test('asks nothing, and leaves the deployed stack as it is', async () => {
    await stage.deploy();
    const before = stage.stack.state;
    await stage.release(templateWith(RENAMED));
    expect((await stage.deploy(['--dry-run'])).exit).toBe(0);
    expect(stage.stack.state).toEqual(before);
  });
});

describe('--json', () => {
  const run = async (argv: readonly string[] = []) => {
    const { exit, out, err } = await stage.deploy(['--json', ...argv]);
    return { exit, err, report: parseOutput('deployment', out) };
  };

  test('prints what was deployed, and everything else on the standard error', async () => {
    const { exit, err, report } = await run(['--param', 'email=ada@example.com']);
    expect(exit).toBe(0);
    expect(err).toContain('Creating stack');
    expect(report).toMatchObject({
      region: 'us-east-1',
      account: '123456789012',
      stack: STACK,
      outcome: 'deployed',
      changes: [{ action: 'add', resource: 'Function', type: 'AWS::Lambda::Function' }, {}, {}],
      outputs: { TopicArn: 'arn:aws:sns:us-east-1:123456789012:outcomes' },
    });
    expect(report.parameters).toContainEqual({
      name: 'email',
      value: 'ada@example.com',
      from: 'given',
    });
  });

  test('says how it ended', async () => {
    expect((await run(['--dry-run'])).report.outcome).toBe('planned');
    await run();
    expect((await run()).report.outcome).toBe('unchanged');
    await stage.release(templateWith(QUEUE));
    stage.stack.failing = { id: 'Queue', reason: 'no' };
    const { exit, report } = await run();
    expect([exit, report.outcome, report.failure?.reason]).toEqual([1, 'failed', 'no']);
  });
});
