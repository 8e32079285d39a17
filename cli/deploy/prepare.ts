/* What a deployment would do: uploads the release, and has CloudFormation say what changes. */

import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { cloudFormation, s3, sts } from '../clients.ts';
import { type Io, type Output, print } from '../io.ts';
import type { PlaceOptions } from '../options.ts';
import { homeRegion } from '../region.ts';
import type { Deployment, Setting } from '../schemas/deployment.ts';
import { readStack } from '../stack.ts';
import { upload } from './bucket.ts';
import { type ChangeSet, createChangeSet } from './change-set.ts';
import { readRelease } from './release.ts';
import { idOf, settle } from './settings.ts';
import { intentFor } from './state.ts';

/** A deployment that is ready to be made. */
export interface Prepared {
  readonly client: CloudFormationClient;
  readonly changeSet: ChangeSet;
  readonly plan: Omit<Deployment, 'outcome' | 'failure'>;
}

/**
 * Prepares a deployment. It may create the bucket for uploads; the stack stays as it is.
 * @param given `name=value` each
 * @throws UserError for what can be said to be wrong before the stack is touched
 */
export async function prepare(
  given: readonly string[],
  options: PlaceOptions,
  output: Output,
  io: Io,
): Promise<Prepared> {
  const region = await homeRegion(options, io);
  const release = await readRelease(io.release);
  // A wrong parameter is said before anything is asked of AWS.
  settle(given, release.parameters, new Map());
  const { Account: account = '' } = await sts(region).send(new GetCallerIdentityCommand({}));
  const client = cloudFormation(region);
  const stack = options.stack;
  const observed = await readStack(client, stack);
  const intent = intentFor(observed, region, options);
  const verb = intent === 'CREATE' ? 'Creating' : 'Updating';
  print(output, `${verb} stack ${stack} in ${region}, account ${account}.`);
  const deployed = observed.kind === 'deployed' ? observed.stack : undefined;
  const parameters = settle(given, release.parameters, deployed?.parameters ?? new Map());
  const order = {
    StackName: stack,
    TemplateURL: await upload(release, s3(region), { region, account }),
    Parameters: parameters.filter(({ from }) => from !== 'default').map(asInput),
    ChangeSetType: intent,
    isNew: deployed === undefined,
  };
  const changeSet = await createChangeSet(order, client, io);
  const outputs = Object.fromEntries(deployed?.outputs ?? []);
  const { changes } = changeSet;
  const plan = { version: '1', region, account, stack, parameters, changes, outputs } as const;
  return { client, changeSet, plan };
}

function asInput({ name, value, from }: Setting) {
  const ParameterKey = idOf(name);
  return from === 'kept'
    ? { ParameterKey, UsePreviousValue: true }
    : { ParameterKey, ParameterValue: value };
}
