import { describe, expect, test } from '@jest/globals';
import ParametersPlugin, { type Framework } from '../../stack/parameters-plugin.ts';
import { Refusal } from '../cli/support/aws.ts';
import { useCliStage } from '../cli/support/use-cli-stage.ts';

const stage = useCliStage();

/** The framework, as far as the plug-in knows it, connected to the simulated account. */
function frameworkFor(endpoint: string): Framework {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    serviceDir: '.',
    classes: { Error },
    service: { provider: { stackName: 'appstream-image-replicator' } },
    getProvider: () => ({
      getAwsSdkV3Config: async () => ({ region: 'us-east-1', endpoint, credentials }),
    }),
  };
}

/** What CloudFormation is given by `serverless deploy` with these parameters. */
function deploy(
  param: readonly string[],
): Promise<Framework['service']['provider']['stackParameters']> {
  return stage.aws.served(async ({ AWS_ENDPOINT_URL = '' }) => {
    const framework = frameworkFor(AWS_ENDPOINT_URL);
    const { hooks } = new ParametersPlugin(framework, { param });
    await hooks.initialize?.();
    await hooks['before:deploy:deploy']?.();
    return framework.service.provider.stackParameters;
  });
}

function deployed(parameters: Readonly<Record<string, string>>): void {
  const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  stage.aws.answers.set('DescribeStacks', () => ({
    Stacks: [{ StackName: 'any', StackStatus: 'UPDATE_COMPLETE', Parameters }],
  }));
}

describe('`serverless deploy`', () => {
  test('keeps what the deployed stack has and is not given', async () => {
    deployed({ Email: 'ada@example.com', LateAfterHours: '8', SweepRate: 'rate(5 minutes)' });
    expect(await deploy(['lateAfterHours=12'])).toEqual([
      { ParameterKey: 'Email', UsePreviousValue: true },
      { ParameterKey: 'SweepRate', UsePreviousValue: true },
    ]);
  });

  test('does not ask CloudFormation to keep what this version no longer has', async () => {
    deployed({ Color: 'blue' });
    expect(await deploy([])).toEqual([]);
  });

  test('keeps nothing when there is no stack yet', async () => {
    stage.aws.answers.set('DescribeStacks', () => {
      throw new Refusal('ValidationError', 'Stack does not exist');
    });
    expect(await deploy(['email=ada@example.com'])).toBeUndefined();
  });

  test('stops when it cannot read what to keep', async () => {
    stage.aws.answers.set('DescribeStacks', () => {
      throw new Refusal('AccessDenied', 'not allowed');
    });
    await expect(deploy([])).rejects.toThrow('AccessDenied: not allowed');
  });

  test('refuses a parameter that the stack has not, and names the nearest', async () => {
    await expect(deploy(['mail=ada@example.com'])).rejects.toThrow(
      "The stack has no parameter 'mail'; the nearest is 'email'.",
    );
  });
});
