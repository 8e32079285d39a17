/* What the reading probes look at: the account, and the images of every region. */

import {
  type AppStreamClient,
  type Image,
  paginateDescribeImages,
  type VisibilityType,
} from '@aws-sdk/client-appstream';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { type Credentials, GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import pMap from 'p-map';
import { faultFrom } from '../../lib/aws/errors.ts';
import type { Fault } from '../../lib/core/decision/aws-error.ts';
import { MAX_PAGES } from '../../lib/core/limits.ts';
import { KNOWN_REGIONS, partitionOf } from '../../lib/core/region.ts';

/** The clients that probes use. */
export interface ProbeClients {
  appstream(region: string): AppStreamClient;
  cloudTrail(region: string): CloudTrailClient;
  sts(region: string): STSClient;
  appstreamAs(region: string, issued: Credentials): AppStreamClient;
}

/** What is known before the first probe. */
export interface Survey {
  readonly clients: ProbeClients;
  /** The source region. */
  readonly region: string;
  readonly account: string;
  /** Every image that the source region shows, in the order in which it does. */
  readonly images: readonly Image[];
  /** The account's own images in the other regions, or what hides them. */
  readonly elsewhere: ReadonlyMap<string, readonly Image[] | Fault>;
}

const REGIONS_AT_ONCE = 8;

/** Looks at the account. @throws what the SDK throws when the source region's images cannot be listed */
export async function surveyOf(region: string, clients: ProbeClients): Promise<Survey> {
  const images = await listAll(clients.appstream(region));
  const others = KNOWN_REGIONS.filter(
    (other) => other !== region && partitionOf(other) === partitionOf(region),
  );
  const elsewhere = await pMap(others, (other) => look(clients.appstream(other), other), {
    concurrency: REGIONS_AT_ONCE,
  });
  const account = (await callerAccount(clients.sts(region))) ?? privateOwner(images);
  return { clients, region, account, images, elsewhere: new Map(elsewhere) };
}

/** The account that an ARN names; empty for what is AWS's own. */
export function ownerOf({ Arn = '' }: Image): string {
  return Arn.split(':')[4] ?? '';
}

async function look(
  client: AppStreamClient,
  region: string,
): Promise<[string, readonly Image[] | Fault]> {
  try {
    return [region, await listAll(client, 'PRIVATE')];
  } catch (error) {
    return [region, faultFrom(error)];
  }
}

async function listAll(client: AppStreamClient, Type?: VisibilityType): Promise<Image[]> {
  const images: Image[] = [];
  let pages = 0;
  for await (const page of paginateDescribeImages({ client, stopOnSameToken: true }, { Type })) {
    images.push(...(page.Images ?? []));
    pages += 1;
    if (pages > MAX_PAGES) throw new Error('the listing of images does not end');
  }
  return images;
}

async function callerAccount(client: STSClient): Promise<string | undefined> {
  try {
    return (await client.send(new GetCallerIdentityCommand({}))).Account;
  } catch {
    return undefined;
  }
}

/** Who may not ask whose the credentials are can still see whose the private images are. */
function privateOwner(images: readonly Image[]): string {
  const own = images.find(({ Visibility }) => Visibility === 'PRIVATE');
  return own ? ownerOf(own) : '';
}
