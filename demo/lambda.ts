/* A Lambda function with one execution environment, in a thread of its own. */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answer, Invocation, Settings } from './lambda-worker.ts';

/** The function as it is deployed. */
export interface Lambda {
  /** Runs it once, at that moment of simulated time. @throws what it throws, and when its time is up. */
  invoke(event: unknown, now: Date): Promise<void>;
  /** How often it has run. */
  readonly runs: number;
  /** All that it has written to its standard output and error. */
  readonly log: string;
  close(): Promise<void>;
}

/**
 * Starts a bundled handler as Lambda does: in a world of its own, with nothing but an environment, and a `Date` that
 * tells simulated time. Nothing of this process's environment reaches it.
 */
export function startLambda(settings: Settings, environment: Record<string, string>): Lambda {
  const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
    workerData: settings,
    env: environment,
    stdout: true,
    stderr: true,
  });
  let runs = 0;
  let log = '';
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  return {
    async invoke(event, now) {
      runs += 1;
      const invocation: Invocation = { event, now: now.getTime(), requestId: randomUUID() };
      worker.postMessage(invocation);
      const signal = AbortSignal.timeout(settings.timeoutSeconds * 1000);
      const [answer]: Answer[] = await once(worker, 'message', { signal });
      if (answer?.error !== undefined) throw new Error(`The function failed: ${answer.error}`);
    },
    get runs() {
      return runs;
    },
    get log() {
      return log;
    },
    async close() {
      await worker.terminate();
    },
  };
}
