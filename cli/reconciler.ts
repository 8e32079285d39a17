/* The reconciler of the command line, which uses the topic and the watch rule of the stack. */

import type { Log, Reconciler } from '../lib/context.ts';
import { topicRegionProblem } from '../lib/core/topic.ts';
import { ProcessMemory } from '../lib/process-memory.ts';
import { UserError } from './errors.ts';
import { type Io, print } from './io.ts';
import { type CommonOptions, placeArguments } from './options.ts';
import type { Refusals } from './refusals.ts';
import { accountOf, openSession } from './session.ts';
import type { ObservedStack } from './stack.ts';

export interface ActingOptions extends CommonOptions {
  readonly topicArn?: string;
  /** False: nothing is announced. */
  readonly announce: boolean;
  readonly watchRule?: string;
}

/** A reconciler for a person, who may not be allowed all that the deployed function is. */
export interface PersonalReconciler extends Reconciler {
  readonly refusals: Refusals;
}

/**
 * What acting needs: topic and watch of the deployed stack, or what the options say.
 * @throws UserError when the stack cannot be read, unless IAM denies it; when there is no topic, or one that cannot be published to, unless nothing is to be announced
 */
export async function openReconciler(options: ActingOptions, io: Io): Promise<PersonalReconciler> {
  const { observer, clients, stack, refusals } = await openSession(options, io, 'act');
  const outputs = stack.kind === 'deployed' ? stack.stack.outputs : undefined;
  const topicArn = options.topicArn ?? outputs?.get('TopicArn');
  if (options.announce && !topicArn) throw noTopic(options, observer.region, stack);
  const problem = topicArn && topicRegionProblem(topicArn, observer.region);
  if (options.announce && problem) {
    throw new UserError(
      `--topic-arn ${problem}; leave it out to announce on the stack's own topic, or tell nobody with --no-announce`,
    );
  }
  return {
    ...observer,
    account: observer.account ?? accountOf(options.topicArn),
    refusals,
    sns: clients.sns,
    events: clients.events,
    topicArn: options.announce ? topicArn : undefined,
    watchRule: options.watchRule ?? outputs?.get('WatchRuleName'),
    memory: new ProcessMemory(),
    isPerson: true,
    // The metrics are the deployed function's.
    meter: { add: () => {} },
    log: logTo(io, options.debug === true),
  };
}

/** @throws UserError where the stack moves no fleets, so that a person does not either */
export function insistOnRollout({ rollout }: Pick<Reconciler, 'rollout'>): void {
  if (!rollout) throw new UserError('the stack updates no fleets: its parameter rollout is off');
}

function noTopic(
  { profile, stack: name }: CommonOptions,
  region: string,
  observed: ObservedStack,
): UserError {
  const why = {
    deployed: 'has no output TopicArn;',
    missing: `is not deployed in ${region}; deploy it with 'npx appstream-image-replicator deploy ${placeArguments(region, { profile, stack: name })}',`,
    unread: 'cannot be read;',
  }[observed.kind];
  return new UserError(
    `no topic to announce outcomes on: stack ${name} ${why} name a topic with --topic-arn, or tell nobody with --no-announce`,
  );
}

function logTo({ stderr }: Io, isWanted: boolean): Log {
  const at = (level: string) => (message: string, fields: Readonly<Record<string, unknown>>) => {
    if (isWanted) print(stderr, `${level}: ${message} ${JSON.stringify(fields)}`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
