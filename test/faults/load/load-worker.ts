import { workerData } from 'node:worker_threads';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { done } from '../search/thread.ts';
import { bear } from './bear.ts';
import type { Load } from './load.ts';

const load: Load = workerData;
const generator = xoroshiro128plus(load.seed);
Math.random = () => uniformFloat64(generator);
done(await bear(load));
