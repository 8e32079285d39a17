/* Who uses images: the fleets and image builders of a region, and the accounts that an image is shared with. */

import {
  type AppStreamClient,
  DescribeFleetsCommand,
  DescribeImageBuildersCommand,
} from '@aws-sdk/client-appstream';
import type { Image } from '../../core/image.ts';
import { faultFrom } from '../errors.ts';
import { allPages } from './pages.ts';
import { listGrants } from './read.ts';

/** Says who uses an image, for people; undefined for nobody. */
type UserOf = (image: Pick<Image, 'arn' | 'name'>) => string | undefined;

/** Looks at the fleets and image builders of a region, whatever their state. Throws what the SDK throws. */
export async function readUsers(client: AppStreamClient): Promise<UserOf> {
  const fleets = await allPages(async (NextToken) => {
    const page = await client.send(new DescribeFleetsCommand({ NextToken }));
    return { items: page.Fleets, next: page.NextToken };
  });
  const builders = await allPages(async (NextToken) => {
    const page = await client.send(new DescribeImageBuildersCommand({ NextToken }));
    return { items: page.ImageBuilders, next: page.NextToken };
  });
  return ({ arn, name }) => {
    const fleet = fleets.find((each) => each.ImageArn === arn || each.ImageName === name);
    if (fleet) return `the fleet ${fleet.Name} uses it`;
    const builder = builders.find((each) => each.ImageArn === arn);
    return builder && `the image builder ${builder.Name} uses it`;
  };
}

/**
 * Whether the account shares an image of its own with others. One that is gone, which another run may have deleted, is
 * shared with nobody. Throws whatever else the SDK throws.
 */
export async function isShared(client: AppStreamClient, name: string): Promise<boolean> {
  try {
    return (await listGrants(client, name)).size > 0;
  } catch (error) {
    if (faultFrom(error).kind === 'missing') return false;
    throw error;
  }
}
