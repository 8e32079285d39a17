/* Runs in the measured process: times the import of a handler and its first invocations. */

import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';

/** A moment of a process, in milliseconds since it began. */
export interface Moment {
  readonly at: number;
  /** Processor time used so far. */
  readonly cpu: number;
}

/** What a fresh process found out about a handler. */
export interface Probed {
  readonly booted: Moment;
  readonly imported: Moment;
  /** When each event was dealt with. */
  readonly called: readonly Moment[];
  /** Most memory that the process held. */
  readonly peakMegabytes: number;
}

export interface Assignment {
  readonly module: string;
  readonly events: readonly unknown[];
  /** Milliseconds that the handler is told it has for each event. */
  readonly limit: number;
}

/*
 * Loads a module, hands its `handler` one event after the other, and prints what that
 * took as the last line of its output.
 */
async function probe({ module, events, limit }: Assignment): Promise<Probed> {
  const booted = moment();
  const { handler } = await import(pathToFileURL(module).href);
  const imported = moment();
  const called: Moment[] = [];
  for (const event of events) {
    await handler(event, context(limit));
    called.push(moment());
  }
  return { booted, imported, called, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

function moment(): Moment {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), cpu: (user + system) / 1000 };
}

type LambdaContext = Pick<
  Context,
  'functionName' | 'invokedFunctionArn' | 'awsRequestId' | 'getRemainingTimeInMillis'
>;

function context(limit: number): LambdaContext {
  const endsAt = performance.now() + limit;
  return {
    functionName: 'bench',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:bench',
    awsRequestId: 'bench',
    getRemainingTimeInMillis: () => Math.max(0, endsAt - performance.now()),
  };
}

const [, , assignment = ''] = process.argv;
const probed = await probe(JSON.parse(assignment));
process.stdout.write(`\n${JSON.stringify(probed)}\n`, () => process.exit());
