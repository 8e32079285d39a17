import { PROFILE_NAMES, PROFILES, type Profile, type ProfileName } from './profiles.ts';
import { type Found, search } from './search.ts';

/** So many histories of each profile, or of some a share of them. */
export interface Part {
  readonly runs: number;
  readonly seed: number;
}

/** Searches one profile after the other, and tells the standard error now and then how far it is. */
export async function searchPart({ runs, seed }: Part): Promise<Map<ProfileName, Found>> {
  const found = new Map<ProfileName, Found>();
  for (const profile of PROFILE_NAMES) {
    const { share = 1 }: Profile = PROFILES[profile];
    const tell = (news: string) => process.stderr.write(`${profile}, seed ${seed}: ${news}\n`);
    found.set(profile, await search({ profile, runs: Math.ceil(runs * share), seed }, tell));
  }
  return found;
}
