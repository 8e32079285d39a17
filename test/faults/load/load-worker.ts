import { workerData } from 'node:worker_threads';
import { done, warmUp } from '../search/thread.ts';
import { bear } from './bear.ts';

await warmUp();
done(await bear(workerData));
