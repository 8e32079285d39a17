import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Refusal } from './support/aws.ts';
import { parseOutput } from './support/schema.ts';
import { BUCKET, templateWith, useDeployment, ZIP } from './support/use-deployment.ts';

const stage = useDeployment();
const STACK = 'appstream-image-replicator';
const parameters = () => stage.stack.state?.parameters;
const DEFAULTS = {
  Email: '',
  SweepRate: 'rate(30 minutes)',
  LateAfterHours: '6',
  LogLevel: 'INFO',
  RuleSets: '',
};
const QUEUE = { Queue: { Type: 'AWS::SQS::Queue' } };
const RENAMED = { Topic: { Type: 'AWS::SNS::Topic', Properties: { Name: 'others' } } };

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
    expect(parameters()).toEqual({ ...DEFAULTS, Email: 'ada@example.com' });
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

  test('goes to the stack that is named', async () => {
    await stage.deploy(['--stack', 'other']);
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

describe('a deployment to a stack that is there', () => {
  beforeEach(async () => {
    await stage.deploy(['--param', 'email=ada@example.com', '--param', 'lateAfterHours=12']);
  });

  test('keeps the parameters that are not given, and says what changes', async () => {
    const { exit, out } = await stage.deploy(['--param', 'SweepRate=rate(60 minutes)']);
    expect(exit).toBe(0);
    expect(out).toContain(`Parameters, others by default:
  email           ada@example.com (kept)
  sweepRate       rate(60 minutes) (was rate(30 minutes))
  lateAfterHours  12 (kept)
`);
    expect(out).not.toContain('Choose the link');
    expect(parameters()).toEqual({
      ...DEFAULTS,
      Email: 'ada@example.com',
      LateAfterHours: '12',
      SweepRate: 'rate(60 minutes)',
    });
  });

  test('says so when there is nothing to change', async () => {
    const { exit, out } = await stage.deploy();
    expect(exit).toBe(0);
    expect(out).toContain(`${STACK} is up to date.\n  topic      arn:aws:sns:`);
    expect(stage.stack.state?.status).toBe('CREATE_COMPLETE');
    expect(stage.stack.changeSets.size).toBe(0);
  });

  test('asks nobody when nothing is lost', async () => {
    await stage.release(templateWith(QUEUE));
    const { exit } = await stage.deploy();
    expect([exit, stage.stack.state?.status]).toEqual([0, 'UPDATE_COMPLETE']);
  });

  test('asks before a resource is replaced, and changes nothing unless the answer is yes', async () => {
    await stage.release(templateWith(RENAMED));
    const asked: string[] = [];
    const answer = (yes: boolean) => (question: string) => {
      asked.push(question);
      return yes;
    };
    const no = await stage.deploy([], { confirm: answer(false) });
    expect([no.exit, no.err]).toEqual([1, 'error: nothing was changed\n']);
    expect(stage.stack.state?.status).toBe('CREATE_COMPLETE');
    expect(stage.stack.changeSets.size).toBe(0);
    const yes = await stage.deploy([], { confirm: answer(true) });
    expect(yes.exit).toBe(0);
    expect(yes.out).toContain('  replace  Topic (AWS::SNS::Topic)\n');
    expect(stage.stack.state?.status).toBe('UPDATE_COMPLETE');
    expect(asked).toEqual(Array(2).fill('1 resource may be removed or replaced. Deploy?'));
  });

  test.each([
    ['removed', { Queue: { Type: 'AWS::SQS::Queue' } }, {}],
    ['replaced', {}, RENAMED],
  ])('is refused when a resource is %s and there is nobody to ask', async (_, now, next) => {
    await stage.release(templateWith(now));
    await stage.deploy();
    const before = stage.stack.state;
    await stage.release(templateWith(next));
    const { exit, err } = await stage.deploy();
    expect(exit).toBe(1);
    expect(err).toContain('nothing was changed. To deploy all the same, add --yes\n');
    expect(stage.stack.state).toEqual(before);
    expect((await stage.deploy(['--yes'])).exit).toBe(0);
    expect(stage.stack.state?.status).toBe('UPDATE_COMPLETE');
  });

  test('that fails says that the stack is as before', async () => {
    await stage.release(templateWith(QUEUE));
    stage.stack.failing = { id: 'Queue', reason: 'no' };
    const { exit, err } = await stage.deploy();
    expect(exit).toBe(1);
    expect(err).toContain('Queue (AWS::SQS::Queue) UPDATE_FAILED: no\n');
  });

  test('can be left, and goes on', async () => {
    await stage.release(templateWith({ ...QUEUE, Other: { Type: 'AWS::SQS::Queue' } }));
    let waits = 0;
    const { exit, err } = await stage.deploy([], {
      wait: () => {
        waits += 1;
        return waits < 2;
      },
    });
    expect([exit, stage.stack.state?.status]).toEqual([1, 'UPDATE_COMPLETE']);
    expect(err).toContain('stopped watching; CloudFormation goes on');
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

describe('a dry run', () => {
  test('shows what would be created, and leaves nothing in CloudFormation', async () => {
    const { exit, out } = await stage.deploy(['--dry-run']);
    expect(exit).toBe(0);
    expect(out).toContain('3 resources to change:');
    expect(out).toMatch(/\nNothing was changed\.\n$/);
    expect([stage.stack.state, stage.stack.changeSets.size]).toEqual([undefined, 0]);
  });

  test('asks nothing, and leaves the deployed stack as it is', async () => {
    await stage.deploy();
    const before = stage.stack.state;
    await stage.release(templateWith(RENAMED));
    expect((await stage.deploy(['--dry-run'])).exit).toBe(0);
    expect(stage.stack.state).toEqual(before);
  });
});

describe('a parameter is refused before anything is asked of AWS', () => {
  test.each([
    ['mail=ada@example.com', "the stack has no parameter 'mail'; the nearest is 'email'"],
    ['constructor=1', "the stack has no parameter 'constructor'; the nearest is 'sweepRate'"],
    ['email', "'--param email' has no value; write --param name=value"],
    ['email=ada', "email cannot be 'ada': E-mail address"],
    ['sweepRate=rate(1 hour)', "sweepRate cannot be 'rate(1 hour)': it must be rate(N minutes)"],
    ['lateAfterHours=0', "lateAfterHours cannot be '0': it must be a number from 1 to 720"],
    ['lateAfterHours=', "lateAfterHours cannot be '': it must be a number from 1 to 720"],
    ['logLevel=info', "logLevel cannot be 'info': it must be one of DEBUG, INFO"],
    [
      'ruleSets=a: eu-west-1 eu-west-2',
      "ruleSets cannot be 'a: eu-west-1 eu-west-2': it must be at most 20 characters",
    ],
  ])('%s', async (param, message) => {
    const { exit, out, err } = await stage.deploy(['--param', param]);
    expect([exit, out, err]).toEqual([1, '', `error: ${message}\n`]);
  });
});

describe('a stack that cannot be deployed to', () => {
  test.each([
    [
      'ROLLBACK_COMPLETE',
      `'aws cloudformation delete-stack --region us-east-1 --stack-name ${STACK}' first`,
    ],
    ['UPDATE_IN_PROGRESS', 'wait until it is done, then try again'],
    ['UPDATE_ROLLBACK_FAILED', "'aws cloudformation continue-update-rollback --region us-east-1"],
  ])('since it is in %s is left alone, and the error says what to do', async (status, advice) => {
    const state = { status, template: templateWith(), parameters: {} };
    stage.stack.state = state;
    const { exit, err } = await stage.deploy();
    expect(exit).toBe(1);
    expect(err).toContain(`error: stack ${STACK} is in ${status}: `);
    expect(err).toContain(advice);
    expect([stage.stack.state, stage.s3.buckets.size]).toEqual([state, 0]);
  });

  test('since it was only ever reviewed is created', async () => {
    await stage.deploy(['--dry-run']);
    stage.stack.state = {
      status: 'REVIEW_IN_PROGRESS',
      template: { ...templateWith(), Resources: {} },
      parameters: {},
    };
    expect((await stage.deploy()).exit).toBe(0);
    expect(stage.stack.state?.status).toBe('CREATE_COMPLETE');
  });
});

describe('what AWS refuses is one line:', () => {
  test('reading the stack', async () => {
    stage.cli.aws.answers.set('DescribeStacks', () => {
      throw new Refusal(
        'AccessDenied',
        'ada is not authorized to perform: cloudformation:DescribeStacks',
      );
    });
    const { exit, err } = await stage.deploy();
    expect([exit, err]).toEqual([
      1,
      'error: AccessDenied: ada is not authorized to perform: cloudformation:DescribeStacks\n',
    ]);
  });

  test('the change set, and then no empty stack is left', async () => {
    stage.cli.aws.answers.set('DescribeChangeSet', () => ({
      Status: 'FAILED',
      StatusReason: 'Template error',
    }));
    const { exit, err } = await stage.deploy();
    expect([exit, err]).toEqual([1, 'error: CloudFormation refuses it: Template error\n']);
    expect([stage.stack.state, stage.stack.changeSets.size]).toEqual([undefined, 0]);
  });

  test("a bucket that is somebody else's", async () => {
    stage.s3.buckets.set(BUCKET, {
      owner: '999999999999',
      objects: new Map(),
      settings: new Map(),
    });
    const { exit, err } = await stage.deploy();
    expect(exit).toBe(1);
    expect(err).toContain(`error: you may not use the bucket ${BUCKET}`);
    expect(stage.s3.buckets.get(BUCKET)?.objects.size).toBe(0);
  });
});

test('without a release, the error says how to make one', async () => {
  const { exit, err } = await stage.deploy([], { release: '/nowhere' });
  expect([exit, err]).toEqual([
    1,
    "error: there is no release in /nowhere; in a checkout, run 'npm run release'\n",
  ]);
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
