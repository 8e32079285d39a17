import { workerData } from 'node:worker_threads';
import { done, warmUp } from '../search/thread.ts';
import { sweep } from './sweep.ts';

await warmUp();
done(await sweep(String(workerData)));
