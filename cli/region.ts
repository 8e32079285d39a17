/* The source region that a command works in. */

import {
  loadConfig,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
} from '@smithy/core/config';
import { isRegionShaped, KNOWN_REGIONS, nearestRegion } from '../lib/core/region.ts';
import { UserError } from './errors.ts';
import { type Io, print } from './io.ts';
import type { PlaceOptions } from './options.ts';

/** Where a region that looks misspelt is compared with the known ones. */
const ANYWHERE = 'us-east-1';

/**
 * The source region: `--region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, or that of the profile. One that is not known is
 * tried, since AWS goes on opening regions. The SDK's clients take the profile from the environment.
 * @throws UserError when there is none, or it is no region
 */
export async function homeRegion({ region, profile }: PlaceOptions, io: Io): Promise<string> {
  if (profile !== undefined) io.env.AWS_PROFILE = profile;
  const { AWS_REGION, AWS_DEFAULT_REGION } = io.env;
  const home = region || AWS_REGION || AWS_DEFAULT_REGION || (await profileRegion(profile));
  const near = nearestRegion(home, ANYWHERE);
  if (!isRegionShaped(home)) {
    throw new UserError(`'${home}' is not a region; the nearest is ${near}`);
  }
  if (!KNOWN_REGIONS.includes(home)) {
    print(
      io.stderr,
      `note: ${home} is not known to offer AppStream, and is tried; the nearest is ${near}`,
    );
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
