/* What is read of fleets. */

import {
  type AppStreamClient,
  DescribeFleetsCommand,
  type Fleet as SdkFleet,
} from '@aws-sdk/client-appstream';
import { parseImageArn } from '../../core/image.ts';
import { type Fleet, parseFleetArn } from '../../core/rollout/fleet.ts';
import { parseFollow } from '../../core/rollout/follow.ts';
import { faultFrom } from '../errors.ts';
import { listTags } from './read.ts';
import { allPages } from './users.ts';

/** All fleets of a region. Throws what the SDK throws. */
export async function listFleets(client: AppStreamClient): Promise<Fleet[]> {
  const fleets = await allPages(async (NextToken) => {
    const page = await client.send(new DescribeFleetsCommand({ NextToken }));
    return { items: page.Fleets, next: page.NextToken };
  });
  return fleets.flatMap(readFleet);
}

/** The fleet of that name; undefined when it is gone. Throws whatever else the SDK throws. */
export async function findFleet(client: AppStreamClient, name: string): Promise<Fleet | undefined> {
  try {
    const { Fleets = [] } = await client.send(new DescribeFleetsCommand({ Names: [name] }));
    return Fleets.flatMap(readFleet).find((fleet) => fleet.name === name);
  } catch (error) {
    if (faultFrom(error).kind === 'missing') return undefined;
    throw error;
  }
}

/**
 * The fleets of a region that are pinned to source images, by the names of those. Throws what the SDK throws.
 * @param follow key of the tag that pins a fleet
 */
export async function readPins(
  client: AppStreamClient,
  follow: string,
): Promise<ReadonlyMap<string, string>> {
  const pins = new Map<string, string>();
  for (const { name, arn } of await listFleets(client)) {
    const followed = parseFollow((await listTags(client, arn))?.[follow] ?? '');
    if (typeof followed !== 'string' && followed.image) pins.set(followed.image, name);
  }
  return pins;
}

/** One without a usable name and ARN can't be acted on. */
function readFleet(fleet: SdkFleet): Fleet[] {
  const arn = parseFleetArn(fleet.Arn ?? '');
  if (!arn || arn.name !== fleet.Name) return [];
  const imageName = fleet.ImageName ?? parseImageArn(fleet.ImageArn ?? '')?.name;
  return [
    {
      name: arn.name,
      arn: `${fleet.Arn}`,
      region: arn.region,
      state: String(fleet.State ?? 'UNKNOWN'),
      isElastic: fleet.FleetType === 'ELASTIC',
      ...(fleet.Platform !== undefined && { platform: fleet.Platform }),
      ...(imageName && { imageName }),
      ...(fleet.ImageArn && { imageArn: fleet.ImageArn }),
    },
  ];
}
