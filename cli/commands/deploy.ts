/* `deploy`: deploys the release that this command line brings along, or updates the deployed stack to it. */

import type { ChangeSet } from '../deploy/change-set.ts';
import { drawEnd, drawPlan, isDestructive } from '../deploy/draw.ts';
import { followEvents, newestEvent } from '../deploy/events.ts';
import { type Prepared, prepare } from '../deploy/prepare.ts';
import { UserError } from '../errors.ts';
import { EXIT, type Exit } from '../exit.ts';
import { columnsOf, type Io, paintOf, print, printJson } from '../io.ts';
import { type PlaceOptions, placeArguments } from '../options.ts';
import { plural } from '../render/words.ts';
import type { Deployment } from '../schemas/deployment.ts';
import { readStack } from '../stack.ts';

export interface DeployOptions extends PlaceOptions {
  readonly param?: readonly string[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Shows what changes, asks where something that is there may be lost, deploys, and says what to do next. */
export async function deploy(options: DeployOptions, io: Io): Promise<Exit> {
  const output = options.json ? io.stderr : io.stdout;
  const columns = columnsOf(output);
  const prepared = await prepare(options.param ?? [], options, output, io);
  const { changeSet, plan } = prepared;
  if (!changeSet.isEmpty) print(output, drawPlan(plan, columns, paintOf(output, io.env)), '');
  const deployment = await carryOut(prepared, options, io);
  if (options.json) printJson(io.stdout, deployment);
  const { outcome, failure, stack } = deployment;
  if (failure) {
    const { resource, type, status, reason } = failure;
    throw new UserError(`${stack} is not deployed: ${resource} (${type}) ${status}: ${reason}`);
  }
  if (outcome === 'deploying') {
    print(
      io.stderr,
      `note: no longer watching, but CloudFormation goes on; see how it ends with 'aws cloudformation describe-stack-events ${placeArguments(plan.region, { profile: options.profile })} --stack-name ${changeSet.stackId}'`,
    );
    return EXIT.todo;
  }
  if (outcome === 'planned') print(output, 'Nothing was changed.');
  else print(output, drawEnd(deployment, columns, options));
  return EXIT.ok;
}

async function carryOut(prepared: Prepared, options: DeployOptions, io: Io): Promise<Deployment> {
  const { client, changeSet, plan } = prepared;
  if (changeSet.isEmpty || options.dryRun) {
    await changeSet.discard();
    return { ...plan, outcome: changeSet.isEmpty ? 'unchanged' : 'planned' };
  }
  const newest = await begin(prepared, options, io);
  const ending = await followEvents(changeSet.stackId, newest, client, io);
  if (ending.outcome !== 'deployed') return { ...plan, ...ending };
  const now = await readStack(client, changeSet.stackId);
  const outputs = now.kind === 'deployed' ? Object.fromEntries(now.stack.outputs) : {};
  return { ...plan, ...ending, outputs };
}

/** Executes the change set, if the user agrees; when it is not executed, it is gone. @returns the newest event before */
async function begin(
  { client, changeSet }: Prepared,
  { yes }: DeployOptions,
  io: Io,
): Promise<string | undefined> {
  try {
    if (!yes) await consent(changeSet, io);
    const newest = await newestEvent(changeSet.stackId, client);
    await changeSet.execute();
    return newest;
  } catch (error) {
    // What is wrong counts, not what could not be cleaned up.
    await changeSet.discard().catch(() => {});
    throw error;
  }
}

/** @throws UserError unless nothing is lost, or the user agrees */
async function consent(changeSet: ChangeSet, io: Io): Promise<void> {
  const lost = changeSet.changes.filter(isDestructive).length;
  if (lost === 0) return;
  const question = `${plural(lost, 'resource')} may be removed or replaced. Deploy?`;
  if (await io.confirm?.(question)) return;
  throw new UserError(
    io.confirm
      ? 'nothing was changed'
      : 'resources may be removed or replaced, and there is nobody to ask; nothing was changed. To deploy all the same, add --yes',
  );
}
