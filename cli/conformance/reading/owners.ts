/* Probes of images that others own or share, and of copies that failed. */

import {
  DescribeImagesCommand,
  type Image,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-appstream';
import { answerTo, type Observation } from '../observation.ts';
import { ownerOf, type Survey } from '../survey.ts';

export async function publicOwner({ images, region }: Survey): Promise<Observation> {
  const image = images.find(isPublic);
  if (!image) return noPublicImage(region);
  return { seen: ownerOf(image) === '' ? 'none' : 'an account' };
}

export async function foreignTags({ clients, images, region }: Survey): Promise<Observation> {
  const { Arn } = images.find(isPublic) ?? {};
  if (Arn === undefined) return noPublicImage(region);
  const command = new ListTagsForResourceCommand({ ResourceArn: Arn });
  return answerTo(clients.appstream(region).send(command), () => 'accepted');
}

export async function sharedOwnVisibility(survey: Survey): Promise<Observation> {
  const shared = survey.images.find(
    (image) => ownerOf(image) === survey.account && image.ImageSharedWithOthers === 'TRUE',
  );
  if (!shared) return { unknown: `you share no image of ${survey.region}` };
  return { seen: shared.Visibility ?? 'no visibility' };
}

export async function sharedByName(survey: Survey): Promise<Observation> {
  const { clients, images, region, account } = survey;
  const others = images.find(
    (image) => image.Visibility === 'SHARED' && ownerOf(image) !== account,
  );
  if (!others?.Name) return { unknown: `nobody shares an image of ${region} with you` };
  const command = new DescribeImagesCommand({ Names: [others.Name] });
  const answer = await answerTo(clients.appstream(region).send(command), ({ Images = [] }) =>
    Images.some(({ Arn }) => Arn === others.Arn) ? 'found' : 'not found',
  );
  const isMissing = 'seen' in answer && answer.seen === 'ResourceNotFoundException';
  return isMissing ? { seen: 'not found' } : answer;
}

export async function failedCopyReason({ images, elsewhere }: Survey): Promise<Observation> {
  const listed = [...elsewhere.values()].flatMap((seen) => ('code' in seen ? [] : seen));
  const failed = [...images, ...listed].find(isFailedCopy);
  if (!failed) return { unknown: 'no region has a copy that failed' };
  return { seen: placeOfReason(failed) };
}

/** Where an image that is FAILED says why, and which code it gives. */
export function placeOfReason({ StateChangeReason, ImageErrors = [] }: Image): string {
  if (StateChangeReason?.Code) return `StateChangeReason ${StateChangeReason.Code}`;
  const code = ImageErrors[0]?.ErrorCode;
  return code === undefined ? 'nowhere' : `ImageErrors ${code}`;
}

/** Managed updates and imports have no image builder either, and a code of their own. */
function isFailedCopy({ State, ImageBuilderName, StateChangeReason }: Image): boolean {
  const isOther = /UPDATE|IMPORT/.test(StateChangeReason?.Code ?? '');
  return State === 'FAILED' && !ImageBuilderName && !isOther;
}

function isPublic({ Visibility }: Image): boolean {
  return Visibility === 'PUBLIC';
}

function noPublicImage(region: string): Observation {
  return { unknown: `${region} shows no public image` };
}
