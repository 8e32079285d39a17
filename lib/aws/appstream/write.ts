/* What is written to AppStream: copies, tags, permissions, deletes, the images of fleets. */

import {
  type AppStreamClient,
  CopyImageCommand,
  DeleteImageCommand,
  DeleteImagePermissionsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFleetCommand,
  UpdateImagePermissionsCommand,
} from '@aws-sdk/client-appstream';
import type { Wanted } from '../../core/tags/destinations.ts';
import type { Tags } from '../../core/tags/keys.ts';
import type { Permissions } from '../../core/tags/share.ts';
import { faultFrom, markUnrepeatable } from '../errors.ts';

/** Starts a copy (AppStream API, `CopyImage`: called in the source region, answers at once). Throws what the SDK throws. */
export async function copyImage(
  client: AppStreamClient,
  name: string,
  wanted: Wanted,
  description: string,
): Promise<void> {
  await client.send(
    new CopyImageCommand({
      SourceImageName: name,
      DestinationImageName: wanted.replicaName,
      DestinationRegion: wanted.region,
      DestinationImageDescription: description,
    }),
  );
}

/** Sets tags on an image or a fleet, others stay. Throws what the SDK throws. */
export async function setTags(client: AppStreamClient, arn: string, tags: Tags): Promise<void> {
  await client.send(new TagResourceCommand({ ResourceArn: arn, Tags: { ...tags } }));
}

/** Takes tags off an image or a fleet. Throws what the SDK throws. */
export async function removeTags(
  client: AppStreamClient,
  arn: string,
  keys: readonly string[],
): Promise<void> {
  await client.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: [...keys] }));
}

/**
 * Deletes an image by its name, with one try: by the time of another, something else may have the name. One that is
 * already gone is fine. Throws whatever else the SDK throws.
 * @returns whether it was there
 */
export async function deleteImage(client: AppStreamClient, name: string): Promise<boolean> {
  try {
    const command = new DeleteImageCommand({ Name: name });
    command.middlewareStack.add(markUnrepeatable, { step: 'finalizeRequest', priority: 'low' });
    await client.send(command);
    return true;
  } catch (error) {
    if (faultFrom(error).kind !== 'missing') throw error;
    return false;
  }
}

/** Lets an account use an image, in the place of what it was let before. Throws what the SDK throws. */
export async function grant(
  client: AppStreamClient,
  name: string,
  account: string,
  { fleets, builders }: Permissions,
): Promise<void> {
  const ImagePermissions = { allowFleet: fleets, allowImageBuilder: builders };
  const input = { Name: name, SharedAccountId: account, ImagePermissions };
  await client.send(new UpdateImagePermissionsCommand(input));
}

/** Takes an account's access to an image away. One that has none is fine. Throws whatever else the SDK throws. */
export async function revoke(
  client: AppStreamClient,
  name: string,
  account: string,
): Promise<void> {
  const input = { Name: name, SharedAccountId: account };
  try {
    await client.send(new DeleteImagePermissionsCommand(input));
  } catch (error) {
    if (faultFrom(error).kind !== 'missing') throw error;
  }
}

/**
 * Gives a fleet another image, with one try: by the time of another, somebody may have changed the fleet, or its window
 * may be over. Throws what the SDK throws.
 */
export async function updateFleet(
  client: AppStreamClient,
  name: string,
  imageArn: string,
): Promise<void> {
  const command = new UpdateFleetCommand({ Name: name, ImageArn: imageArn });
  command.middlewareStack.add(markUnrepeatable, { step: 'finalizeRequest', priority: 'low' });
  await client.send(command);
}
