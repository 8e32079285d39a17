import { describe, expect, test } from '@jest/globals';
import { Refusal } from './support/aws.ts';
import { BUCKET, DEFAULTS, STACK, templateWith, useDeployment } from './support/use-deployment.ts';

const stage = useDeployment();

describe('a parameter is refused before anything is asked of AWS', () => {
  test.each([
    ['mail=ada@example.com', "the stack has no parameter 'mail'; the nearest is 'email'"],
    ['constructor=1', "the stack has no parameter 'constructor'"],
    ['late=1', "the stack has no parameter 'late'; the nearest is 'lateAfterHours'"],
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
      `'aws cloudformation delete-stack --region us-east-1 --profile default --stack-name ${STACK}' first`,
    ],
    ['UPDATE_IN_PROGRESS', 'wait until it is done, then try again'],
    [
      'UPDATE_ROLLBACK_FAILED',
      "'aws cloudformation continue-update-rollback --region us-east-1 --profile default",
    ],
  ])('since it is in %s is left alone, and the error says what to do', async (status, advice) => {
    const state = { status, template: templateWith(), parameters: DEFAULTS };
    stage.stack.state = state;
    const { exit, err } = await stage.deploy(['--profile', 'default']);
    expect(exit).toBe(1);
    expect(err).toContain(`error: stack ${STACK} is in ${status}: `);
    expect(err).toContain(advice);
    expect([stage.stack.state, stage.s3.buckets.size]).toEqual([state, 0]);
  });

  test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED'])(
    "since it is another's and in %s is left alone, --yes or not",
    async (status) => {
      const state = { status, template: templateWith(), parameters: { Email: '' } };
      stage.stack.state = state;
      const { exit, err } = await stage.deploy(['--stack', 'payroll', '--yes']);
      expect([exit, err]).toEqual([
        1,
        "error: stack payroll in us-east-1 is another application's: it has no parameter LateAfterHours; give this one another name with --stack\n",
      ]);
      expect([stage.stack.state, stage.s3.buckets.size]).toEqual([state, 0]);
    },
  );

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

  test.each(['ExecuteChangeSet', 'DescribeStackEvents'])(
    '%s, and then no change set is left; that it cannot be deleted does not hide why',
    async (operation) => {
      const refuse = (name: string) =>
        stage.cli.aws.answers.set(name, () => {
          throw new Refusal('AccessDenied', `ada may not call ${name}`);
        });
      refuse(operation);
      const error = [
        1,
        expect.stringMatching(`^error: AccessDenied: ada may not call ${operation}`),
      ];
      const refused = await stage.deploy();
      expect([refused.exit, refused.err]).toEqual(error);
      expect([stage.stack.state, stage.stack.changeSets.size]).toEqual([undefined, 0]);
      refuse('DeleteChangeSet');
      const kept = await stage.deploy();
      expect([kept.exit, kept.err]).toEqual(error);
    },
  );

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

test('a call whose answer is lost is made once', async () => {
  for (const operation of ['CreateChangeSet', 'ExecuteChangeSet']) {
    const { answers } = stage.cli.aws;
    const answer = answers.get(operation);
    answers.set(operation, (input, region) => {
      const lost = answer?.(input, region);
      if (answer) answers.set(operation, answer);
      throw new Refusal('RequestTimeout', `${Object.keys(lost ?? {})}`);
    });
  }
  const { exit, out } = await stage.deploy();
  expect([exit, out]).toEqual([0, expect.stringContaining('is deployed.')]);
});

test('without a release, the error says how to make one', async () => {
  const { exit, err } = await stage.deploy([], { release: '/nowhere' });
  expect([exit, err]).toEqual([
    1,
    "error: there is no release in /nowhere; in a checkout, run 'npm run release'\n",
  ]);
});
