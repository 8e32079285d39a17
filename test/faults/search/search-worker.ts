import { workerData } from 'node:worker_threads';
import { type Search, search } from './search.ts';
import { done, warmUp } from './thread.ts';

const settings: Search = workerData;
await warmUp();
done(await search(settings));
