import { workerData } from 'node:worker_threads';
import { searchPart } from './search-part.ts';
import { done } from './thread.ts';

done(await searchPart(workerData));
