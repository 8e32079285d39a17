import { workerData } from 'node:worker_threads';
import { done } from '../search/thread.ts';
import { SCENARIOS } from './scenarios.ts';
import { type Swept, sweep } from './sweep.ts';

const everyDeath: boolean = workerData;
const swept: Record<string, Swept> = {};
for (const scenario of Object.keys(SCENARIOS)) swept[scenario] = await sweep(scenario, everyDeath);
done(swept);
