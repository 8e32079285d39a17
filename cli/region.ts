/* The source regions that a command works in. */

import {
  loadConfig,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
} from '@smithy/core/config';
import {
  isRegionShaped,
  KNOWN_REGIONS,
  meantRegion,
  partitionOf,
  regionsOf,
} from '../lib/core/region.ts';
import { UserError } from './errors.ts';
import { type Io, print } from './io.ts';
import type { PlaceOptions } from './options.ts';
import { insistOnProfile } from './profile.ts';

/**
 * The source region: `--region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, or that of the profile. The SDK's clients take the
 * profile from the environment.
 * @throws UserError when there is none, or it is no region, and when there is no such profile
 */
export async function homeRegion(options: PlaceOptions, io: Io): Promise<string> {
  const home = await chosenRegion(options, io);
  if (home === '') {
    throw new UserError(
      'no region is set; give --region, or set AWS_REGION or a region in the AWS profile',
    );
  }
  insistOnRegion(home, io);
  return home;
}

/**
 * The regions of `--regions`.
 * @returns all known ones of the partition that the environment or the profile is in, where `all` are asked for
 * @throws UserError when one is no region, and when there is no such profile
 */
export async function namedRegions(
  names: readonly string[] | 'all',
  options: PlaceOptions,
  io: Io,
): Promise<readonly string[]> {
  const home = await chosenRegion(options, io);
  if (names === 'all') return regionsOf(partitionOf(home));
  for (const name of names) insistOnRegion(name, io);
  return names;
}

async function chosenRegion({ region, profile }: PlaceOptions, io: Io): Promise<string> {
  if (profile !== undefined) io.env.AWS_PROFILE = profile;
  const { AWS_PROFILE, AWS_REGION, AWS_DEFAULT_REGION } = io.env;
  await insistOnProfile(AWS_PROFILE);
  return region || AWS_REGION || AWS_DEFAULT_REGION || (await profileRegion(profile));
}

/** A region that is not known is tried, with a note, since AWS goes on opening regions. */
function insistOnRegion(region: string, io: Io): void {
  const near = meantRegion(region, partitionOf(region));
  const nearest = near === undefined ? '' : `; the nearest is ${near}`;
  if (!isRegionShaped(region)) throw new UserError(`'${region}' is not a region${nearest}`);
  if (!KNOWN_REGIONS.includes(region)) {
    print(io.stderr, `note: ${region} is not known to offer AppStream, and is tried${nearest}`);
  }
}

/** The region of the profile; empty where it has none. */
async function profileRegion(profile: string | undefined): Promise<string> {
  const options = { ...NODE_REGION_CONFIG_FILE_OPTIONS, profile };
  return loadConfig({ ...NODE_REGION_CONFIG_OPTIONS, default: '' }, options)();
}
