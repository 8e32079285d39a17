import { describe, expect, test } from '@jest/globals';
import { HOME } from '../support/stage.ts';
import { Refusal } from './support/aws.ts';
import { deployIn, refuseIn } from './support/deploy-in.ts';
import { parseOutput } from './support/schema.ts';
import { useTwoRegions } from './support/use-two-regions.ts';

const stage = useTwoRegions();

describe('status --regions all', () => {
  const ALL = ['status', '--regions', 'all', '--json'];
  const seen = async () => parseOutput('account', (await stage.cli(ALL)).out);

  test('shows the regions that have the stack, and lists the others', async () => {
    refuseIn(stage, 'eu-south-1', 'InvalidClientTokenId');
    const { regions, skipped } = await seen();
    expect(regions.map(({ region }) => region)).toEqual([HOME, 'eu-west-1']);
    expect(skipped).toHaveLength(19);
    expect(skipped).toContainEqual({ region: 'us-west-2', reason: 'no stack' });
    expect(skipped).toContainEqual({ region: 'eu-south-1', reason: 'not enabled' });
    expect((await stage.cli(['status', '--regions', 'all'])).out).toMatch(
      /\nNot shown, no stack: us-east-2, [^.]*\.\nNot shown, not enabled: eu-south-1\.\n$/,
    );
  });

  test('looks in the partition of the region that the environment names', async () => {
    deployIn(stage, { 'us-gov-west-1': {} });
    const { out } = await stage.cli(ALL, { env: { AWS_REGION: 'us-gov-east-1' } });
    const { regions, skipped } = parseOutput('account', out);
    expect(regions.map(({ region }) => region)).toEqual(['us-gov-west-1']);
    expect(skipped).toEqual([{ region: 'us-gov-east-1', reason: 'no stack' }]);
  });

  test('fails where it cannot be seen whether a region has the stack', async () => {
    refuseIn(stage, 'ap-south-1', 'AccessDenied');
    expect((await stage.cli(ALL)).exit).toBe(1);
    expect((await seen()).regions.at(-1)).toEqual({
      region: 'ap-south-1',
      error: 'stack appstream-image-replicator: AccessDenied: A refusal of the test.',
    });
  });

  test('says so when there is no stack', async () => {
    deployIn(stage, {});
    expect((await stage.cli(ALL)).err).toBe(
      'error: none of 21 regions is known to have the stack appstream-image-replicator; --regions may also name regions without it\n',
    );
    refuseIn(stage, 'ap-south-1', 'AccessDenied');
    expect((await stage.cli(ALL)).err).toContain(
      'appstream-image-replicator, and 1 cannot be read: AccessDenied: A refusal of the test.;',
    );
  });

  test('says why where no region answers', async () => {
    stage.aws.answers.set('DescribeStacks', () => {
      throw new Refusal('ExpiredToken', 'Old.');
    });
    expect(await stage.cli(ALL)).toEqual({
      exit: 1,
      out: '',
      err: "error: ExpiredToken: Old; the credentials have expired; renew them, for example with 'aws sso login --profile NAME'\n",
    });
  });
});
