import { workerData } from 'node:worker_threads';
import { PROFILE_NAMES, PROFILES, type Profile, type ProfileName } from './profiles.ts';
import { type Found, search } from './search.ts';
import type { Part } from './search-all.ts';
import { done } from './thread.ts';

const { runs, seed }: Part = workerData;
const found = new Map<ProfileName, Found>();
for (const profile of PROFILE_NAMES) {
  const { share = 1 }: Profile = PROFILES[profile];
  const tell = (news: string) => process.stderr.write(`${profile}, seed ${seed}: ${news}\n`);
  found.set(profile, await search({ profile, runs: Math.ceil(runs * share), seed }, tell));
}
done(found);
