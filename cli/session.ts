/* What every command starts with: account, region, clients and the deployed stack. */

import { type Clients, createClients } from '../lib/aws/clients.ts';
import { DEFAULTS } from '../lib/config.ts';
import type { Observer } from '../lib/context.ts';
import { parseRuleSets } from '../lib/core/tags/rule-sets.ts';
import { readList } from '../lib/core/text.ts';
import { cloudFormation } from './clients.ts';
import { explainFault, isUnreached, UserError } from './errors.ts';
import { type Io, print } from './io.ts';
import type { CommonOptions } from './options.ts';
import { namingRefusals, type Refusals } from './refusals.ts';
import { homeRegion } from './region.ts';
import { type ObservedStack, readStack, type Stack } from './stack.ts';

/** An account and region to work in, and the stack there. */
export interface Session {
  readonly observer: Observer;
  readonly clients: Clients;
  readonly stack: ObservedStack;
  /** What IAM has refused so far. */
  readonly refusals: Refusals;
}

/** Whether a session only looks, or acts within what the stack allows. */
type Purpose = 'look' | 'act';

/** Opens a session. @throws UserError when the region is not usable, and as {@link openSessionIn} does */
export async function openSession(
  options: CommonOptions,
  io: Io,
  purpose?: Purpose,
): Promise<Session> {
  return openSessionIn(await homeRegion(options, io), options, io, purpose);
}

/**
 * Opens a session in a region that is known to be well-formed.
 * @throws UserError when it is not usable, and when the stack cannot be read though IAM may allow it, before acting
 */
export async function openSessionIn(
  region: string,
  options: CommonOptions,
  io: Io,
  purpose: Purpose = 'look',
): Promise<Session> {
  const { clients, refusals } = clientsIn(region);
  const stack = await readStack(cloudFormation(region), options.stack);
  const deployed = stack.kind === 'deployed' ? stack.stack : undefined;
  const observer = observerOf(options, region, clients, deployed, io);
  if (stack.kind === 'unread') {
    const why = explainFault(stack.fault);
    if (isUnreached(stack.fault)) throw new UserError(why);
    const unread = `stack ${options.stack} in ${region} cannot be read`;
    if (purpose === 'act' && stack.fault.kind !== 'denied')
      throw new UserError(`${unread}, so what it allows is not known; try again; ${why}`);
    const taken = options.tagPrefix
      ? 'all regions are treated as allowed, no sets as known, no accounts as allowed to share with, and retention and rollout as on'
      : `the tag prefix is taken to be '${observer.tagPrefix}', all regions to be allowed, no sets to be known, no accounts to be allowed to share with, and retention and rollout to be on`;
    print(io.stderr, `note: ${unread}, so ${taken}; ${why}`);
  }
  return { observer, clients, stack, refusals };
}

/** What looking needs, and nothing to act with. For commands that only look. */
export async function openObserver(options: CommonOptions, io: Io): Promise<Observer> {
  return (await openSession(options, io)).observer;
}

/** Region and clients, for commands that need no stack. @throws UserError when the region is not usable */
export async function enter(
  options: CommonOptions,
  io: Io,
): Promise<Pick<Session, 'clients' | 'refusals'> & { region: string }> {
  const region = await homeRegion(options, io);
  return { region, ...clientsIn(region) };
}

function clientsIn(region: string): Pick<Session, 'clients' | 'refusals'> {
  const refusals: Refusals = new Set();
  return { clients: namingRefusals(createClients(region), region, refusals), refusals };
}

function observerOf(
  { tagPrefix }: CommonOptions,
  region: string,
  { appstream }: Clients,
  stack: Stack | undefined,
  { now }: Io,
): Observer {
  const { giveUpAfterHours, lateAfterHours } = DEFAULTS.limits;
  return {
    region,
    account: accountOf(stack?.outputs.get('TopicArn')),
    tagPrefix: tagPrefix ?? (stack?.parameters.get('TagPrefix') || DEFAULTS.tagPrefix),
    allowedRegions: readList(stack?.parameters.get('AllowedRegions') ?? ''),
    shareAccounts: readList(stack?.parameters.get('ShareAccounts') ?? ''),
    ruleSets: parseRuleSets(stack?.parameters.get('RuleSets') ?? '').sets,
    // Of a stack that cannot be read nothing is taken to be refused.
    retention: stack === undefined || stack.parameters.get('Retention') === 'true',
    rollout: stack === undefined || stack.parameters.get('Rollout') === 'true',
    limits: {
      giveUpAfterHours: hours(stack, 'GiveUpAfterHours') ?? giveUpAfterHours,
      lateAfterHours: hours(stack, 'LateAfterHours') ?? lateAfterHours,
    },
    appstream,
    now,
    timeLeft: () => Number.POSITIVE_INFINITY,
  };
}

/** The account that a topic is in. */
export function accountOf(topicArn: string | undefined): string | undefined {
  return topicArn?.split(':')[4] || undefined;
}

function hours(stack: Stack | undefined, parameter: string): number | undefined {
  return Number(stack?.parameters.get(parameter)) || undefined;
}
