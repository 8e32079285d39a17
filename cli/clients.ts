/* SDK clients that only the command line uses, set to fail soon. */

import { AppStreamClient } from '@aws-sdk/client-appstream';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { type Credentials, STSClient } from '@aws-sdk/client-sts';

/** Nobody waits long for a command: two tries of a call, and three seconds for a connection. */
function settings(region: string) {
  return {
    region,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
    },
  };
}

/** Commands that write need the stack, so a throttled call has more tries. */
export const cloudFormation = (region: string) =>
  new CloudFormationClient({ ...settings(region), maxAttempts: 4 });
export const cloudTrail = (region: string) => new CloudTrailClient(settings(region));
export const iam = (region: string) => new IAMClient(settings(region));
export const s3 = (region: string) => new S3Client(settings(region));
export const serviceQuotas = (region: string) => new ServiceQuotasClient(settings(region));
export const sts = (region: string) => new STSClient(settings(region));

/** AppStream, with credentials that were issued for it. */
export function appstreamAs(region: string, issued: Credentials): AppStreamClient {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = issued;
  return new AppStreamClient({
    ...settings(region),
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    },
  });
}
