/* AppStream CreateUpdatedImage. */

import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import type { SimImage } from '../core/image.ts';
import { newImage } from '../core/new-image.ts';
import { Description, DisplayName, Name, TagMap } from '../core/shapes.ts';
import { refuseTakenName, refuseWithoutRoom } from './destination.ts';
import { imageToWire } from './image-to-wire.ts';
import { type Context, operation } from './operation.ts';
import { ownImage } from './own-image.ts';

export const createUpdatedImage = operation({
  input: v.object({
    existingImageName: Name,
    newImageName: Name,
    newImageDescription: v.optional(Description),
    newImageDisplayName: v.optional(DisplayName),
    newImageTags: v.optional(TagMap),
    dryRun: v.optional(v.boolean()),
  }),
  writes: true,
  resource: ({ account, region }, input) => ({
    arn: account.imageArn(region, input.existingImageName),
  }),
  run(context, input) {
    const { account, region, now, behaviour } = context;
    const existing = updatableImage(context, input.existingImageName);
    if (input.dryRun) return { canUpdateImage: true };
    refuseTakenName(context, region, input.newImageName);
    refuseWithoutRoom(context, region);
    const image = newImage(
      account,
      region,
      {
        name: input.newImageName,
        description: input.newImageDescription,
        displayName: input.newImageDisplayName ?? existing.displayName,
        tags: input.newImageTags,
        buildMinutes: behaviour.buildMinutes,
        imageBuilderName: null,
        platform: existing.platform,
      },
      now,
    );
    account.images.put(image, now);
    return { image: imageToWire(image), canUpdateImage: true };
  },
});

/** Guess: build-checks. */
function updatableImage(context: Context, name: string): SimImage {
  const image = ownImage(context, name);
  if (image.state !== 'AVAILABLE')
    throw new ServiceError(
      'OperationNotPermittedException',
      `The image ${name} is ${image.state}, not AVAILABLE.`,
    );
  if (image.incompatible)
    throw new ServiceError('IncompatibleImageException', `The image ${name} cannot be updated.`);
  return image;
}
