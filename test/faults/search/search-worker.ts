import { workerData } from 'node:worker_threads';
import { type Search, search } from './search.ts';
import { done } from './thread.ts';

const settings: Search = workerData;
const { profile, seed } = settings;
const tell = (news: string) => process.stderr.write(`${profile}, seed ${seed}: ${news}\n`);
done(await search(settings, tell));
