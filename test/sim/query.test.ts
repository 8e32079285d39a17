import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/index.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ now: () => new Date() });
});
afterEach(() => simulator.close());

const settings = () => ({
  region: 'us-east-1',
  endpoint: simulator.url,
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
});

test('there is no stack, as CloudFormation says it', async () => {
  const client = new CloudFormationClient(settings());
  const answer = client.send(new DescribeStacksCommand({ StackName: 'replicator' }));
  await expect(answer).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id replicator does not exist',
  });
});

test('a caller is told who they are', async () => {
  const answer = await new STSClient(settings()).send(new GetCallerIdentityCommand({}));
  expect(answer).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:iam::123456789012:user/any',
  });
});

test('a service that is not simulated refuses, in a way that its client can read', async () => {
  const answer = new STSClient(settings()).send(new GetSessionTokenCommand({}));
  await expect(answer).rejects.toMatchObject({
    name: 'InvalidAction',
    message: 'The simulator does not support the operation GetSessionToken',
  });
  expect(simulator.calls).toEqual([]);
});
