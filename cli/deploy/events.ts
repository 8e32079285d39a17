/* What happens to a stack while it is deployed. */

import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  paginateDescribeStackEvents,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { explain } from '../errors.ts';
import { FAILURES } from '../failures.ts';
import { type Io, print } from '../io.ts';
import type { Deployment, Failure } from '../schemas/deployment.ts';

/** Seconds between two looks at a stack that is being deployed. */
const INTERVAL = 3;

/** How a deployment ends well, even if something old could not be cleaned up. */
const SUCCESSES = ['CREATE_COMPLETE', 'UPDATE_COMPLETE'];

/** The newest event of a stack; what comes after it is the deployment's. */
export async function newestEvent(
  stackId: string,
  client: CloudFormationClient,
): Promise<string | undefined> {
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: stackId }));
  return StackEvents?.[0]?.EventId;
}

/**
 * Follows a deployment to its end; a line on the standard error for each resource that is done.
 * @param newest event before the deployment
 * @returns how it ended, or that it is still `deploying`: the user stopped watching, or too many looks failed
 */
export async function followEvents(
  stackId: string,
  newest: string | undefined,
  client: CloudFormationClient,
  io: Io,
): Promise<Pick<Deployment, 'outcome' | 'failure'>> {
  let failure: Failure | undefined;
  for await (const event of eventsFrom(stackId, newest, client, io)) {
    const { ResourceStatus: status = 'UNKNOWN', PhysicalResourceId: id } = event;
    if (status.endsWith('_IN_PROGRESS')) continue;
    if (id === stackId) {
      if (SUCCESSES.includes(status)) return { outcome: 'deployed' };
      return { outcome: 'failed', failure: failure ?? failureOf(event) };
    }
    print(io.stderr, lineOf(event));
    if (status.endsWith('_FAILED')) failure ??= failureOf(event);
  }
  return { outcome: 'deploying' };
}

/** What happens to the stack from now on, oldest first, until the user stops or too many looks fail in a row. */
async function* eventsFrom(
  stackId: string,
  newest: string | undefined,
  client: CloudFormationClient,
  io: Io,
): AsyncGenerator<StackEvent> {
  let seen = newest;
  let failures = 0;
  do {
    try {
      for (const event of await eventsAfter(seen, stackId, client)) {
        seen = event.EventId;
        yield event;
      }
      failures = 0;
    } catch (error) {
      failures += 1;
      const next = failures < FAILURES ? `trying again in ${INTERVAL} s` : 'not trying again';
      print(io.stderr, `note: ${explain(error)}; ${next}`);
    }
  } while (failures < FAILURES && (await io.wait(INTERVAL)));
}

/** Oldest first; CloudFormation has the newest first. */
async function eventsAfter(
  seen: string | undefined,
  stackId: string,
  client: CloudFormationClient,
): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const page of paginateDescribeStackEvents({ client }, { StackName: stackId })) {
    for (const event of page.StackEvents ?? []) {
      if (event.EventId === seen) return events.toReversed();
      events.push(event);
    }
  }
  return events.toReversed();
}

function failureOf({
  LogicalResourceId: resource = '',
  ResourceType: type = '',
  ResourceStatus,
  ResourceStatusReason: reason = 'no reason given',
}: StackEvent): Failure {
  return { resource, type, status: ResourceStatus ?? 'UNKNOWN', reason };
}

function lineOf(event: StackEvent): string {
  const { resource, type, status, reason } = failureOf(event);
  const at = event.Timestamp?.toISOString() ?? '';
  const why = status.endsWith('_FAILED') ? `: ${reason}` : '';
  return `${at}  ${status}  ${resource} (${type})${why}`;
}
