/* AppStream TagResource, UntagResource and ListTagsForResource. */

import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import { isBeingCopied } from '../core/image.ts';
import type { Resource } from '../core/resource-store.ts';
import { Arn, fitsOnResource, MAX_TAGS, TagKeyList, TagMap } from '../core/shapes.ts';
import { type Context, operation } from './operation.ts';

/** Shows what was just written. Guess: tag-listed. */
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
    const { account, region, now } = context;
    const resource = taggable(context, input.ResourceArn, now);
    refuseBeingCopied(context, resource.arn);
    const tags = { ...resource.tags, ...input.Tags };
    // Guess: tag-limit.
    if (!fitsOnResource(tags))
      throw new ServiceError(
        'LimitExceededException',
        `The resource would have more than ${MAX_TAGS} tags.`,
      );
    account.setTags(region, resource.arn, tags, now);
    return {};
  },
});

export const untagResource = operation({
  input: v.object({ ResourceArn: Arn, TagKeys: TagKeyList }),
  writes: true,
  resource: (_, input) => ({ arn: input.ResourceArn }),
  run(context, input) {
    const { account, region, now } = context;
    const { arn, tags } = taggable(context, input.ResourceArn, now);
    const kept = Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key));
    account.setTags(region, arn, Object.fromEntries(kept), now);
    return {};
  },
});

/** Guess: missing-tags, foreign-tags. */
function taggable({ account, region }: Context, arn: string, at: number): Resource {
  const resource = account.resource(region, arn, at);
  if (resource && account.owns(resource)) return resource;
  throw new ServiceError('ResourceNotFoundException', `The resource ${arn} does not exist.`);
}

function refuseBeingCopied({ account, region, now, behaviour }: Context, arn: string): void {
  const image = account.images.stored(region, arn, now);
  if (image && !behaviour.tagWhileCopying && isBeingCopied(image, now))
    throw new ServiceError(
      'ResourceNotAvailableException',
      `The image ${image.name} is being copied and cannot be tagged yet.`,
    );
}
