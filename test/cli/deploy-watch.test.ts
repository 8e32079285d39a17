import { expect, test } from '@jest/globals';
import { Refusal } from './support/aws.ts';
import { parseOutput } from './support/schema.ts';
import { useDeployment } from './support/use-deployment.ts';

const stage = useDeployment();

/** Has so many looks at the events fail, from the first one after the deployment has begun. */
function failLooks(count: number): void {
  const { answers } = stage.cli.aws;
  const answer = answers.get('DescribeStackEvents');
  let left = count;
  answers.set('DescribeStackEvents', (input, region) => {
    if (stage.stack.changeSets.size === 0 && left > 0) {
      left -= 1;
      throw new Refusal('InternalError', 'no');
    }
    return answer?.(input, region) ?? {};
  });
}

test('a deployment is watched on when looks at it fail', async () => {
  failLooks(4);
  const { exit, out, err } = await stage.deploy();
  expect([exit, stage.stack.state?.status]).toEqual([0, 'CREATE_COMPLETE']);
  expect(out).toContain('is deployed.');
  expect(err.match(/^note: InternalError: no; trying again in 3 s$/gm)).toHaveLength(4);
});

test('a deployment that cannot be watched is not said to have failed', async () => {
  failLooks(Number.POSITIVE_INFINITY);
  const { exit, out, err } = await stage.deploy(['--json']);
  expect([exit, parseOutput('deployment', out).outcome]).toEqual([2, 'deploying']);
  expect(err.match(/trying again in 3 s/g)).toHaveLength(4);
  expect(err).toMatch(/^note: no longer watching, but CloudFormation goes on; see how it ends/m);
  expect(err).toContain(
    "'aws cloudformation describe-stack-events --region us-east-1 --stack-name arn:aws:cloudformation:us-east-1:123456789012:stack/replicator/1'",
  );
});
