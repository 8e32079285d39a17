/* Probes of lists: what is missing, in which order, on which page. */

import {
  DescribeFleetsCommand,
  DescribeImageBuildersCommand,
  DescribeImagesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-appstream';
import { partitionOf } from '../../../lib/core/region.ts';
import { answerTo, type Observation } from '../observation.ts';
import type { Survey } from '../survey.ts';

/** The name of nothing. */
const ABSENT = 'conformance-of-what-is-not-there';

export async function missingImage({ clients, region }: Survey): Promise<Observation> {
  const call = clients.appstream(region).send(new DescribeImagesCommand({ Names: [ABSENT] }));
  return answerTo(call, ({ Images }) => listed(Images));
}

export async function missingFleet({ clients, region }: Survey): Promise<Observation> {
  const client = clients.appstream(region);
  const input = { Names: [ABSENT] };
  const fleets = await answerTo(client.send(new DescribeFleetsCommand(input)), ({ Fleets }) =>
    listed(Fleets),
  );
  const builders = await answerTo(
    client.send(new DescribeImageBuildersCommand(input)),
    ({ ImageBuilders }) => listed(ImageBuilders),
  );
  if (!('seen' in fleets)) return fleets;
  if (!('seen' in builders) || fleets.seen === builders.seen) return builders;
  return { seen: `${fleets.seen} for fleets, ${builders.seen} for image builders` };
}

export async function missingTags({ clients, region, account }: Survey): Promise<Observation> {
  if (account === '') return { unknown: 'the account is not known' };
  const ResourceArn = `arn:${partitionOf(region)}:appstream:${region}:${account}:image/${ABSENT}`;
  const call = clients.appstream(region).send(new ListTagsForResourceCommand({ ResourceArn }));
  return answerTo(call, ({ Tags = {} }) => listed(Object.keys(Tags)));
}

export async function imageOrder({ images, region }: Survey): Promise<Observation> {
  if (images.length < 2) return { unknown: `${region} shows fewer than two images` };
  const [arns, names] = [images.map(({ Arn }) => Arn), images.map(({ Name }) => Name)];
  const ages = images.map(({ CreatedTime }) => CreatedTime?.getTime() ?? 0);
  if (isSorted(arns)) return { seen: 'by ARN' };
  if (isSorted(names)) return { seen: 'by name' };
  if (isSorted(ages)) return { seen: 'oldest first' };
  return { seen: isSorted(ages.toReversed()) ? 'newest first' : 'none that can be seen' };
}

export async function namesWithArns({ clients, region, images }: Survey): Promise<Observation> {
  const [image] = images;
  if (!image?.Name || !image.Arn) return { unknown: `${region} shows no image` };
  const command = new DescribeImagesCommand({ Names: [image.Name], Arns: [image.Arn] });
  return answerTo(clients.appstream(region).send(command), () => 'accepted');
}

export async function pageToken({ clients, region }: Survey): Promise<Observation> {
  const client = clients.appstream(region);
  const { NextToken } = await client.send(new DescribeImagesCommand({ MaxResults: 1 }));
  if (NextToken === undefined) return { unknown: `${region} shows one page of images` };
  const elsewhere = new DescribeImagesCommand({ Type: 'PRIVATE', MaxResults: 1, NextToken });
  return answerTo(client.send(elsewhere), () => 'accepted');
}

function listed(found: readonly unknown[] | undefined): string {
  return found?.length ? 'something' : 'an empty list';
}

/** Whether each is no smaller than the one before. */
function isSorted(values: readonly (string | number | undefined)[]): boolean {
  return values.every((value, at) => at === 0 || String(values[at - 1]) <= String(value));
}
