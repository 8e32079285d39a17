import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import type { SimImage } from '../core/image.ts';
import { Name } from '../core/shapes.ts';
import { imageToWire } from './image-to-wire.ts';
import { type Context, operation } from './operation.ts';
import { missingImage, ownImage } from './own-image.ts';

export const deleteImage = operation({
  input: v.object({ Name }),
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.imageArn(region, input.Name) }),
  run(context, input) {
    refuseUnauthorized(context, input.Name);
    const image = ownImage(context, input.Name);
    const { account, behaviour, now } = context;
    refuseBusy(context, image);
    refuseShared(image);
    if (image.state !== 'DELETING')
      account.images.remove(image, now, now + behaviour.deleteMinutes(image) * 60_000);
    return { Image: imageToWire(image) };
  },
});

/** Authorization comes before all else, and sees the image as it was a while ago. */
function refuseUnauthorized({ account, region, now, behaviour }: Context, name: string): void {
  if (!behaviour.deleteNeedsTag) return;
  const { key, seconds } = behaviour.deleteNeedsTag;
  const image = account.ownImage(region, name, now - seconds * 1000);
  if (!image || !Object.hasOwn(image.tags, key))
    throw new ServiceError(
      'AccessDeniedException',
      `Not authorized to perform appstream:DeleteImage on ${account.imageArn(region, name)}.`,
    );
}

function refuseBusy({ behaviour }: Context, { name, state }: SimImage): void {
  const { deleteWhileCopying, deleteWhileDeleting } = behaviour;
  if (state === 'DELETING' && deleteWhileDeleting === 'missing') throw missingImage(name);
  const deletable =
    state === 'AVAILABLE' ||
    state === 'FAILED' ||
    (state === 'COPYING' && deleteWhileCopying === 'accepted') ||
    (state === 'DELETING' && deleteWhileDeleting === 'accepted');
  if (!deletable)
    throw new ServiceError(
      'OperationNotPermittedException',
      `The image ${name} is ${state} and cannot be deleted.`,
    );
}

function refuseShared({ name, state, sharedWithOthers }: SimImage): void {
  if (sharedWithOthers && state !== 'DELETING')
    throw new ServiceError(
      'ResourceInUseException',
      `The image ${name} is shared with other accounts and cannot be deleted.`,
    );
}
