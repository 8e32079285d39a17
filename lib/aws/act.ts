import {
  type AppStreamClient,
  CopyImageCommand,
  DeleteImageCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-appstream';
import type { Image } from '../core/image.ts';
import type { Wanted } from '../core/rule.ts';
import type { Tags } from '../core/tags.ts';
import { faultFrom } from './errors.ts';

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
      DestinationImageName: wanted.name,
      DestinationRegion: wanted.region,
      DestinationImageDescription: description,
    }),
  );
}

/** Sets tags on an image, others stay. Throws what the SDK throws. */
export async function setTags(client: AppStreamClient, arn: string, tags: Tags): Promise<void> {
  await client.send(new TagResourceCommand({ ResourceArn: arn, Tags: { ...tags } }));
}

/** Takes tags off an image. Throws what the SDK throws. */
export async function removeTags(
  client: AppStreamClient,
  arn: string,
  keys: readonly string[],
): Promise<void> {
  await client.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: [...keys] }));
}

/**
 * Deletes a failed replica, which is tagged with its lineage first: the role may only delete images that carry it.
 * One that is already gone is fine. Throws whatever else the SDK throws.
 */
export async function removeReplica(
  client: AppStreamClient,
  replica: Image,
  lineage: Tags,
): Promise<void> {
  try {
    await setTags(client, replica.arn, lineage);
    await client.send(new DeleteImageCommand({ Name: replica.name }));
  } catch (error) {
    if (faultFrom(error).kind !== 'missing') throw error;
  }
}
