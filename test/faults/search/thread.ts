import { once } from 'node:events';
import { parentPort, type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * Runs a module in a thread of its own.
 * @param workerData what the module is given
 * @returns what the module hands to `done`
 * @throws when the module fails, or needs more memory than it has
 */
export async function inThread<Result>(
  module: URL,
  workerData: unknown,
  resourceLimits?: ResourceLimits,
): Promise<Result> {
  const worker = new Worker(module, { workerData, resourceLimits });
  const [result] = await once(worker, 'message');
  await worker.terminate();
  return result;
}

/** Within a thread: the end. */
export function done(result: unknown): void {
  parentPort?.postMessage(result);
}
