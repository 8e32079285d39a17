import { parentPort, workerData } from 'node:worker_threads';
import { play } from '../machine/play.ts';
import { type Search, search } from './search.ts';

const settings: Search = workerData;
// The SDK reads its configuration files once in a process: not in the middle of a history.
await play({ stacks: settings.stacks, steps: [{ do: 'run', stack: 'us-east-1', on: 'sweep' }] });
parentPort?.postMessage(await search(settings));
