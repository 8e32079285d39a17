import { z } from 'zod';
import { ServiceError } from '../core/errors.ts';
import { Name } from '../core/shapes.ts';
import { imageToWire } from './image-to-wire.ts';
import { operation } from './operation.ts';
import { ownImage } from './own-image.ts';

const DELETABLE = new Set(['AVAILABLE', 'FAILED']);

export const deleteImage = operation({
  input: z.object({ Name }),
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.imageArn(region, input.Name) }),
  run(context, input) {
    const image = ownImage(context, input.Name);
    if (!DELETABLE.has(image.state))
      throw new ServiceError(
        'OperationNotPermittedException',
        `The image ${input.Name} is ${image.state} and cannot be deleted.`,
      );
    const { account, behaviour, now } = context;
    account.images.remove(image, now, now + behaviour.deleteMinutes(image) * 60_000);
    return { Image: imageToWire(image) };
  },
});
