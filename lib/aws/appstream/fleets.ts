/* What is read of fleets. */

import {
  type AppStreamClient,
  DescribeFleetsCommand,
  type Fleet as SdkFleet,
} from '@aws-sdk/client-appstream';
import { parseImageArn } from '../../core/image.ts';
import { type Fleet, parseFleetArn } from '../../core/rollout/fleet.ts';
import { type Follow, parseFollow } from '../../core/rollout/follow.ts';
import { faultFrom } from '../errors.ts';
import { allPages } from './pages.ts';
import { listTags } from './read.ts';

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
 * What the fleets of a region follow, by their names. Throws what the SDK throws.
 * @param key that of the tag `follow`
 */
export async function readFollows(
  client: AppStreamClient,
  key: string,
): Promise<{ readonly fleet: string; readonly follow: Follow }[]> {
  const follows: { fleet: string; follow: Follow }[] = [];
  for (const { name, arn } of await listFleets(client)) {
    const follow = parseFollow((await listTags(client, arn))?.[key] ?? '');
    if (typeof follow !== 'string') follows.push({ fleet: name, follow });
  }
  return follows;
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
