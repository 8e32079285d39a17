import { threadId, workerData } from 'node:worker_threads';
import { type Search, search } from './search.ts';
import { done, warmUp } from './thread.ts';

const settings: Search = workerData;
await warmUp();
done(
  await search(settings, (histories, broken) => {
    const { profile, runs } = settings;
    process.stderr.write(
      `thread ${threadId}, ${profile}: ${histories} of ${runs}, ${broken} properties broken\n`,
    );
  }),
);
