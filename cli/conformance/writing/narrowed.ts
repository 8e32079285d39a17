/* A client that may delete an image only by the image's tag. */

import type { AppStreamClient } from '@aws-sdk/client-appstream';
import {
  AssumeRoleCommand,
  type Credentials,
  GetFederationTokenCommand,
  type STSClient,
} from '@aws-sdk/client-sts';
import { explain } from '../../errors.ts';
import type { Trial } from './trial.ts';

/** Seconds: the least that STS issues credentials for. */
const LIFE = 900;

/**
 * A client for the destination whose permission to delete rests on a tag alone.
 * @returns why there is none, where STS issues no such credentials
 */
export async function narrowed(
  { clients, region, destination, role, run }: Trial,
  key: string,
): Promise<AppStreamClient | { readonly unknown: string }> {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'appstream:DeleteImage',
      Resource: '*',
      Condition: { StringEquals: { [`aws:ResourceTag/${key}`]: run } },
    },
  });
  try {
    const issued = await issue(clients.sts(region), policy, role);
    if (issued) return clients.appstreamAs(destination, issued);
    return { unknown: 'STS issued no credentials' };
  } catch (error) {
    const advice = 'give --role, with a role that you can assume and that may delete images';
    return { unknown: `no credentials that rest on a tag: ${explain(error)}; ${advice}` };
  }
}

async function issue(
  client: STSClient,
  Policy: string,
  role: string | undefined,
): Promise<Credentials | undefined> {
  const common = { Policy, DurationSeconds: LIFE };
  const command =
    role === undefined
      ? await client.send(new GetFederationTokenCommand({ ...common, Name: 'conformance' }))
      : await client.send(
          new AssumeRoleCommand({ ...common, RoleArn: role, RoleSessionName: 'conformance' }),
        );
  return command.Credentials;
}
