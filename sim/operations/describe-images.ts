/* AppStream DescribeImages, with its filters and pages. */

import * as v from 'valibot';
import type { Account } from '../core/account.ts';
import { ServiceError } from '../core/errors.ts';
import type { SimImage } from '../core/image.ts';
import { Arn, MaxResults, StringMember, VisibilityType } from '../core/shapes.ts';
import { imageToWire } from './image-to-wire.ts';
import { pageOf } from './next-token.ts';
import { type Context, operation } from './operation.ts';
import { missingImage } from './own-image.ts';

const PAGE_SIZE = 25;

const Input = v.object({
  Names: v.optional(v.array(StringMember)),
  Arns: v.optional(v.array(Arn)),
  Type: v.optional(VisibilityType),
  MaxResults: v.optional(MaxResults),
  NextToken: v.optional(StringMember),
});
type Input = v.InferOutput<typeof Input>;

export const describeImages = operation({
  input: Input,
  writes: false,
  run(context, input) {
    const { Names = [], Arns = [], Type, NextToken, MaxResults } = input;
    const { items, ...next } = pageOf(select(context, input), ({ arn }) => arn, {
      // A token goes on with the same list; how many images a page shows may change.
      binding: [context.region, Names, Arns, Type],
      token: NextToken,
      size: MaxResults || PAGE_SIZE,
    });
    return { Images: items.map(imageToWire), ...next };
  },
});

function select(context: Context, { Names, Arns, Type }: Input): SimImage[] {
  // Guess: names-with-arns.
  if (Names?.length && Arns?.length)
    throw new ServiceError(
      'InvalidParameterCombinationException',
      'Names and Arns cannot be used together',
    );
  const visible = (isWanted?: (image: SimImage) => boolean) =>
    context.account.images
      .list(context.region, context.readAt, isWanted)
      .filter((image) => Type === undefined || image.visibility === Type);
  if (Names?.length) {
    const named = visible(({ name }) => Names.includes(name));
    return found(context, named.filter(isFoundByName(context.account)), Names, 'name');
  }
  if (Arns?.length) {
    const listed = visible(({ arn }) => Arns.includes(arn));
    return found(context, listed, Arns, 'arn');
  }
  return visible();
}

/** Images that others share are found by ARN only; an own image by name too, shared or not. Guess: shared-by-name. */
function isFoundByName(account: Account): (image: SimImage) => boolean {
  return (image) => image.visibility !== 'SHARED' || account.owns(image);
}

/** The images. Throws where the account refuses a call that names one which is not there. */
function found(context: Context, images: SimImage[], wanted: string[], key: 'name' | 'arn') {
  const missing = wanted.find((value) => !images.some((image) => image[key] === value));
  if (missing !== undefined && context.behaviour.missingImages === 'error')
    throw missingImage(missing);
  return images;
}
