/* AppStream DeleteImage, which refuses an image that is shared or in use. */

import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import type { SimImage } from '../core/image.ts';
import type { Resource } from '../core/resource-store.ts';
import { Name } from '../core/shapes.ts';
import { isShared } from '../core/sharing.ts';
import { authorize } from './authorization.ts';
import { imageToWire } from './image-to-wire.ts';
import { type Context, operation } from './operation.ts';
import { missingImage, ownImage } from './own-image.ts';

export const deleteImage = operation({
  input: v.object({ Name }),
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.imageArn(region, input.Name) }),
  run(context, input) {
    const { account, region, behaviour, now } = context;
    const arn = account.imageArn(region, input.Name);
    authorize(context, 'DeleteImage', arn, behaviour.deleteNeedsTag);
    const image = ownImage(context, input.Name);
    refuseBusy(context, image);
    refuseInUse(context, image);
    if (image.state !== 'DELETING')
      account.images.remove(image, now, now + behaviour.deleteMinutes(image) * 60_000);
    return { Image: imageToWire(image) };
  },
});

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

/** Guess: delete-shared. */
function refuseInUse(context: Context, image: SimImage): void {
  if (image.state === 'DELETING') return;
  const user = userOf(context, image);
  const use = isShared(image) ? 'shared with other accounts' : user && `used by ${user.arn}`;
  if (use)
    throw new ServiceError(
      'ResourceInUseException',
      `The image ${image.name} is ${use} and cannot be deleted.`,
    );
}

/** What uses the image in a way that keeps it. */
function userOf({ account, behaviour, now }: Context, image: SimImage): Resource | undefined {
  const users = account.usersOf(image, now);
  if (behaviour.deleteUsedByBuilder === 'refused') return users[0];
  return users.find(({ arn }) => arn.includes(':fleet/'));
}
