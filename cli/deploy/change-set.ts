/* A change set of CloudFormation: what a deployment would change. */

import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetInput,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  type Change as Observed,
  paginateDescribeChangeSet,
} from '@aws-sdk/client-cloudformation';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Change } from '../schemas/deployment.ts';
import { readStack } from '../stack.ts';

/** Seconds between two looks at a change set that is being made. */
const INTERVAL = 2;

/** A change set that can be executed or discarded, once. */
export interface ChangeSet {
  readonly stackId: string;
  /** Whether everything is as the release has it. */
  readonly isEmpty: boolean;
  readonly changes: readonly Change[];
  /** @throws UserError when the user has stopped the command by now */
  execute(): Promise<void>;
  /** Deletes it, and the empty stack that CloudFormation has made for it if there was none, unless others use that. */
  discard(): Promise<void>;
}

export type Order = Required<
  Pick<CreateChangeSetInput, 'StackName' | 'TemplateURL' | 'Parameters' | 'ChangeSetType'>
> & {
  /** Whether there is no stack yet, not even an empty one. */
  readonly isNew: boolean;
};

/** Makes a change set. @throws UserError when CloudFormation refuses it, and when the user stops waiting */
export async function createChangeSet(
  { isNew, ...order }: Order,
  client: CloudFormationClient,
  io: Io,
): Promise<ChangeSet> {
  const name = `deploy-${io.now().toISOString().replaceAll(/\D/g, '')}`;
  const { Id: id = '', StackId: stackId = '' } = await client.send(
    new CreateChangeSetCommand({
      ...order,
      ChangeSetName: name,
      // A call whose answer is lost is made again: by its token, it counts once.
      ClientToken: name,
      Capabilities: ['CAPABILITY_IAM'],
      // A stack that was never whole can only be deleted.
      ...(order.ChangeSetType === 'CREATE' && { OnStackFailure: 'DELETE' }),
    }),
  );
  const named = { ChangeSetName: id };
  const discard = async () => {
    await client.send(new DeleteChangeSetCommand(named));
    if (isNew && (await isUnused(stackId, client))) {
      await client.send(new DeleteStackCommand({ StackName: stackId }));
    }
  };
  try {
    const isEmpty = (await untilMade(id, client, io)) === 'empty';
    const changes: Change[] = [];
    for await (const page of paginateDescribeChangeSet({ client }, named)) {
      changes.push(...(page.Changes ?? []).map(read));
    }
    const execute = async () => {
      if (!(await io.wait(0))) throw stopped();
      await client.send(new ExecuteChangeSetCommand({ ...named, ClientRequestToken: name }));
    };
    return { stackId, isEmpty, changes, execute, discard };
  } catch (error) {
    // What is wrong counts, not what could not be cleaned up.
    await discard().catch(() => {});
    throw error;
  }
}

/** Whether a stack is still empty, and no change set is there for it: somebody else may have deployed it meanwhile. */
async function isUnused(stackId: string, client: CloudFormationClient): Promise<boolean> {
  const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName: stackId }));
  const observed = await readStack(client, stackId);
  return (
    Summaries.length === 0 &&
    observed.kind === 'deployed' &&
    observed.stack.status === 'REVIEW_IN_PROGRESS'
  );
}

async function untilMade(
  id: string,
  client: CloudFormationClient,
  io: Io,
): Promise<'full' | 'empty'> {
  for (;;) {
    const { Status, StatusReason = '' } = await client.send(
      new DescribeChangeSetCommand({ ChangeSetName: id }),
    );
    if (Status === 'CREATE_COMPLETE') return 'full';
    if (Status === 'FAILED' && isWithoutChanges(StatusReason)) return 'empty';
    if (Status === 'FAILED') throw new UserError(`CloudFormation refuses it: ${StatusReason}`);
    if (!(await io.wait(INTERVAL))) throw stopped();
  }
}

function stopped(): UserError {
  return new UserError('stopped; nothing was changed');
}

/** CloudFormation has no code for a change set without changes. The AWS CLI tells it by these sentences, too. */
function isWithoutChanges(reason: string): boolean {
  return (
    reason.startsWith("The submitted information didn't contain changes.") ||
    reason.startsWith('No updates are to be performed.')
  );
}

const ACTIONS = { Add: 'add', Import: 'add', Remove: 'remove' } as const;
const REPLACEMENTS = { True: 'replace', Conditional: 'may replace', False: 'modify' } as const;

function read({ ResourceChange = {} }: Observed): Change {
  const {
    Action,
    LogicalResourceId = '',
    ResourceType = '',
    Replacement = 'False',
  } = ResourceChange;
  const action =
    Action === 'Add' || Action === 'Import' || Action === 'Remove'
      ? ACTIONS[Action]
      : REPLACEMENTS[Replacement];
  return { action, resource: LogicalResourceId, type: ResourceType };
}
