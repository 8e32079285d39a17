/* Images that the account can see and does not own: public ones, and those that others share with it. */

import {
  type AppStreamClient,
  type Image,
  paginateDescribeImages,
} from '@aws-sdk/client-appstream';
import { parseImageArn } from '../../lib/core/image.ts';

/** Whose an image of that name is, in words; undefined when AppStream shows none. Throws what the SDK throws. */
export async function foreignOwner(
  client: AppStreamClient,
  name: string,
): Promise<string | undefined> {
  for (const Type of ['PUBLIC', 'SHARED'] as const) {
    for await (const { Images = [] } of paginateDescribeImages({ client }, { Type })) {
      const found = Images.find((image) => image.Name === name);
      if (found) return ownerOf(found);
    }
  }
  return undefined;
}

function ownerOf({ Arn = '', Visibility }: Image): string {
  const owner = parseImageArn(Arn)?.account;
  return Visibility === 'PUBLIC' || owner === undefined
    ? 'is a public image of AWS'
    : `belongs to account ${owner}, which shares it with yours`;
}
