import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import { isBeingCopied, type StoredImage } from '../core/image.ts';
import { Arn, fitsOnResource, MAX_TAGS, TagKeyList, TagMap } from '../core/shapes.ts';
import { type Context, operation } from './operation.ts';

export const listTagsForResource = operation({
  input: v.object({ ResourceArn: Arn }),
  writes: false,
  resource: (_, input) => ({ arn: input.ResourceArn }),
  run: (context, input) => ({ Tags: taggable(context, input.ResourceArn, context.readAt).tags }),
});

export const tagResource = operation({
  input: v.object({ ResourceArn: Arn, Tags: TagMap }),
  writes: true,
  resource: (_, input) => ({ arn: input.ResourceArn }),
  run(context, input) {
    const image = taggable(context, input.ResourceArn, context.now);
    if (!context.behaviour.tagWhileCopying && isBeingCopied(image, context.now))
      throw new ServiceError(
        'ResourceNotAvailableException',
        `The image ${image.name} is being copied and cannot be tagged yet.`,
      );
    const tags = { ...image.tags, ...input.Tags };
    if (!fitsOnResource(tags))
      throw new ServiceError(
        'LimitExceededException',
        `The resource would have more than ${MAX_TAGS} tags.`,
      );
    context.account.images.put({ ...image, tags }, context.now);
    return {};
  },
});

export const untagResource = operation({
  input: v.object({ ResourceArn: Arn, TagKeys: TagKeyList }),
  writes: true,
  resource: (_, input) => ({ arn: input.ResourceArn }),
  run(context, input) {
    const image = taggable(context, input.ResourceArn, context.now);
    const kept = Object.entries(image.tags).filter(([key]) => !input.TagKeys.includes(key));
    context.account.images.put({ ...image, tags: Object.fromEntries(kept) }, context.now);
    return {};
  },
});

function taggable({ account, region }: Context, arn: string, at: number): StoredImage {
  const image = account.images.stored(region, arn, at);
  if (image && account.owns(image)) return image;
  throw new ServiceError('ResourceNotFoundException', `The resource ${arn} does not exist.`);
}
