import { z } from 'zod';
import { ServiceError } from '../core/errors.ts';
import { Name } from '../core/shapes.ts';
import { imageToWire } from './image-to-wire.ts';
import { operation } from './operation.ts';

const DELETABLE = new Set(['AVAILABLE', 'FAILED']);

export const deleteImage = operation({
  input: z.object({ Name }),
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.imageArn(region, input.Name) }),
  run({ account, region, now }, input) {
    const image = account.ownImage(region, input.Name, now);
    if (!image)
      throw new ServiceError(
        'ResourceNotFoundException',
        `The image ${input.Name} does not exist.`,
      );
    if (!DELETABLE.has(image.state))
      throw new ServiceError(
        'OperationNotPermittedException',
        `The image ${input.Name} is ${image.state} and cannot be deleted.`,
      );
    account.images.remove(image, now);
    return { Image: imageToWire(image) };
  },
});
