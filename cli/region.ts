/* The source region that a command works in. */

import {
  loadConfig,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
} from '@smithy/core/config';
import { isRegionShaped, KNOWN_REGIONS, meantRegion, partitionOf } from '../lib/core/region.ts';
import { UserError } from './errors.ts';
import { type Io, print } from './io.ts';
import type { PlaceOptions } from './options.ts';
import { insistOnProfile } from './profile.ts';

/**
 * The source region: `--region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, or that of the profile. One that is not known is
 * tried, since AWS goes on opening regions. The SDK's clients take the profile from the environment.
 * @throws UserError when there is none, or it is no region, and when there is no such profile
 */
export async function homeRegion({ region, profile }: PlaceOptions, io: Io): Promise<string> {
  if (profile !== undefined) io.env.AWS_PROFILE = profile;
  await insistOnProfile(profile);
  const { AWS_REGION, AWS_DEFAULT_REGION } = io.env;
  const home = region || AWS_REGION || AWS_DEFAULT_REGION || (await profileRegion(profile));
  const near = meantRegion(home, partitionOf(home));
  const nearest = near === undefined ? '' : `; the nearest is ${near}`;
  if (!isRegionShaped(home)) throw new UserError(`'${home}' is not a region${nearest}`);
  if (!KNOWN_REGIONS.includes(home)) {
    print(io.stderr, `note: ${home} is not known to offer AppStream, and is tried${nearest}`);
  }
  return home;
}

async function profileRegion(profile: string | undefined): Promise<string> {
  const options = { ...NODE_REGION_CONFIG_FILE_OPTIONS, profile };
  const region = await loadConfig({ ...NODE_REGION_CONFIG_OPTIONS, default: '' }, options)();
  if (region) return region;
  throw new UserError(
    'no region is set; give --region, or set AWS_REGION or a region in the AWS profile',
  );
}
