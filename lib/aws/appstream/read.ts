/* What is read of AppStream: images and their tags. */

import {
  type AppStreamClient,
  DescribeImagePermissionsCommand,
  DescribeImagesCommand,
  ListTagsForResourceCommand,
  type Image as SdkImage,
  type SharedImagePermissions,
} from '@aws-sdk/client-appstream';
import type { Observed } from '../../core/decision/decision.ts';
import { type Image, type Problem, parseImageArn, phaseOf } from '../../core/image.ts';
import type { Tags } from '../../core/tags/keys.ts';
import type { Grants, Permissions } from '../../core/tags/share.ts';
import { codeText, oneLine } from '../../core/text.ts';
import { faultFrom } from '../errors.ts';
import { allPages } from './pages.ts';

/** Images on one page (AppStream API, `DescribeImages`). */
export const PAGE_SIZE = 25;

/** Calls that it takes to list so many images. */
export function pagesOf(images: number): number {
  return Math.ceil(images / PAGE_SIZE);
}

/**
 * The images of a region that the account owns and AppStream shows under a visibility. Throws what the SDK throws, but
 * for `ResourceNotFoundException`: that is how AppStream may say that there is none.
 * @param account undefined when it is not known; then AppStream's word decides what is its own
 * @param visibility whether AppStream shows an image that its owner has shared as `PRIVATE` or `SHARED` is not documented
 */
export async function listImages(
  client: AppStreamClient,
  region: string,
  account: string | undefined,
  visibility: 'PRIVATE' | 'SHARED' = 'PRIVATE',
): Promise<Image[]> {
  return allPages(async (NextToken) => {
    try {
      const input = { Type: visibility, MaxResults: PAGE_SIZE, NextToken };
      const page = await client.send(new DescribeImagesCommand(input));
      return { items: ownImages(page.Images, region, account), next: page.NextToken };
    } catch (error) {
      if (NextToken !== undefined || faultFrom(error).kind !== 'missing') throw error;
      return { items: [], next: undefined };
    }
  });
}

/**
 * The images of a region that the account owns: as AppStream lists them, and those that it may list apart since they are
 * shared. Throws what the SDK throws.
 * @param withShared whether to list those, too: after the others, so that one that is being shared is in either list
 */
export async function listOwn(
  client: AppStreamClient,
  region: string,
  account: string | undefined,
  withShared: boolean,
): Promise<{ images: readonly Image[]; apart: readonly Image[] }> {
  const images = await listImages(client, region, account);
  const shared = withShared ? await listImages(client, region, account, 'SHARED') : [];
  const listed = new Set(images.map(({ arn }) => arn));
  return { images, apart: shared.filter(({ arn }) => !listed.has(arn)) };
}

/**
 * What can be seen of a region: its images, or the fault that hides them. Never throws.
 * @param withShared whether replicas may be shared there
 */
export async function readRegion(
  client: AppStreamClient,
  region: string,
  account: string | undefined,
  withShared: boolean,
): Promise<Observed> {
  try {
    const { images, apart } = await listOwn(client, region, account, withShared);
    return { images: [...images, ...apart] };
  } catch (error) {
    return { fault: faultFrom(error) };
  }
}

/**
 * The image of that name that the account owns, if there is one. AppStream answers for a missing one with
 * `ResourceNotFoundException` or an empty list. Throws whatever else the SDK throws.
 */
export async function findImage(
  client: AppStreamClient,
  region: string,
  name: string,
  account: string | undefined,
): Promise<Image | undefined> {
  try {
    const { Images } = await client.send(new DescribeImagesCommand({ Names: [name] }));
    return ownImages(Images, region, account).find((image) => image.name === name);
  } catch (error) {
    if (faultFrom(error).kind === 'missing') return undefined;
    throw error;
  }
}

/**
 * The images of these names that the account owns, a page of them with each call; undefined when one is missing or AWS
 * refuses the question, so that a listing has to answer it. Throws what the SDK throws when AWS is busy or not reachable.
 */
export async function findImages(
  client: AppStreamClient,
  region: string,
  names: readonly string[],
  account: string | undefined,
): Promise<Image[] | undefined> {
  const found: Image[] = [];
  try {
    for (let first = 0; first < names.length; first += PAGE_SIZE) {
      const asked = names.slice(first, first + PAGE_SIZE);
      const { Images } = await client.send(new DescribeImagesCommand({ Names: asked }));
      found.push(...ownImages(Images, region, account).filter(({ name }) => asked.includes(name)));
    }
  } catch (error) {
    if (faultFrom(error).kind !== 'transient') return undefined;
    throw error;
  }
  return new Set(found.map(({ name }) => name)).size === new Set(names).size ? found : undefined;
}

/** The tags of an image; undefined when it is gone. Throws whatever else the SDK throws. */
export async function listTags(client: AppStreamClient, arn: string): Promise<Tags | undefined> {
  try {
    const { Tags = {} } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    return Object.fromEntries(
      Object.entries(Tags).filter(([, value]) => typeof value === 'string'),
    );
  } catch (error) {
    if (faultFrom(error).kind === 'missing') return undefined;
    throw error;
  }
}

/** Which accounts an image is shared with, and for what. Throws what the SDK throws. */
export async function listGrants(client: AppStreamClient, name: string): Promise<Grants> {
  const list = await allPages(async (NextToken) => {
    const page = await client.send(new DescribeImagePermissionsCommand({ Name: name, NextToken }));
    return { items: page.SharedImagePermissionsList, next: page.NextToken };
  });
  const grants = new Map<string, Permissions>();
  for (const shared of list) {
    const { sharedAccountId, imagePermissions }: SharedImagePermissions = Object(shared);
    if (typeof sharedAccountId === 'string')
      grants.set(sharedAccountId, {
        fleets: imagePermissions?.allowFleet === true,
        builders: imagePermissions?.allowImageBuilder === true,
      });
  }
  return grants;
}

/**
 * The account's own images: those whose ARN has its number. What others share with it is theirs, and public images have
 * no account. One without a usable name and ARN can't be acted on.
 */
function ownImages(
  images: readonly SdkImage[] | undefined,
  region: string,
  account: string | undefined,
): Image[] {
  if (!Array.isArray(images)) return [];
  return images.flatMap((image: SdkImage | null) => {
    const arn = typeof image?.Arn === 'string' ? parseImageArn(image.Arn) : undefined;
    if (!image || !arn || arn.name !== image.Name) return [];
    const isOwn = account === undefined ? image.Visibility === 'PRIVATE' : arn.account === account;
    if (!isOwn) return [];
    const state = oneLine(String(image.State ?? 'UNKNOWN'), 40);
    return [
      {
        name: arn.name,
        arn: `${image.Arn}`,
        region,
        phase: phaseOf(state),
        state,
        createdAt: validDate(image.CreatedTime),
        description: typeof image.Description === 'string' ? image.Description : '',
        hasBuilder: Boolean(image.ImageBuilderName),
        ...(typeof image.Platform === 'string' && { platform: image.Platform }),
        problem: problemOf(image),
      },
    ];
  });
}

function validDate(date: unknown): Date | undefined {
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date : undefined;
}

function problemOf({ StateChangeReason, ImageErrors }: SdkImage): Problem | undefined {
  const error = Array.isArray(ImageErrors) ? ImageErrors[0] : undefined;
  const code = StateChangeReason?.Code ?? error?.ErrorCode;
  const message = StateChangeReason?.Message ?? error?.ErrorMessage;
  if (!code && !message) return undefined;
  return {
    code: codeText(String(code ?? '')) || 'IMAGE_COPY_FAILURE',
    message: oneLine(String(message ?? 'AWS gives no reason')),
  };
}
