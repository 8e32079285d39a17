/* UpdateImagePermissions and DeleteImagePermissions: whom the account shares an image with. */
import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import type { Grants, SimImage } from '../core/image.ts';
import { AwsAccountId, ImagePermissions, Name } from '../core/shapes.ts';
import { MAX_SHARED_ACCOUNTS, sharing, withGrant, withoutGrant } from '../core/sharing.ts';
import { authorize } from './authorization.ts';
import { type Context, operation } from './operation.ts';
import { ownImage } from './own-image.ts';

export const updateImagePermissions = operation({
  input: v.object({ Name, SharedAccountId: AwsAccountId, ImagePermissions }),
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.imageArn(region, input.Name) }),
  run(context, { Name: name, SharedAccountId, ImagePermissions: permissions }) {
    const image = sharableImage(context, 'UpdateImagePermissions', name);
    const grants = withGrant(image.sharedWith ?? {}, SharedAccountId, permissions);
    if (Object.keys(grants).length > MAX_SHARED_ACCOUNTS)
      throw new ServiceError(
        'LimitExceededException',
        `The image ${name} is shared with ${MAX_SHARED_ACCOUNTS} accounts already.`,
      );
    share(context, image, grants);
    return {};
  },
});

export const deleteImagePermissions = operation({
  input: v.object({ Name, SharedAccountId: AwsAccountId }),
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.imageArn(region, input.Name) }),
  run(context, { Name: name, SharedAccountId }) {
    const image = sharableImage(context, 'DeleteImagePermissions', name);
    const { sharedWith = {} } = image;
    const missing = !Object.hasOwn(sharedWith, SharedAccountId);
    if (missing && context.behaviour.missingPermissions === 'refused')
      throw new ServiceError(
        'ResourceNotFoundException',
        `The image ${name} is not shared with the account ${SharedAccountId}.`,
      );
    share(context, image, withoutGrant(sharedWith, SharedAccountId));
    return {};
  },
});

/** Guess: sharing-input. */
function sharableImage(context: Context, operationName: string, name: string): SimImage {
  const { account, region, behaviour } = context;
  authorize(context, operationName, account.imageArn(region, name), behaviour.sharingNeedsTag);
  const image = ownImage(context, name);
  if (image.state === 'AVAILABLE') return image;
  throw new ServiceError(
    'ResourceNotAvailableException',
    `The image ${name} is ${image.state}, not AVAILABLE.`,
  );
}

function share({ account, behaviour, now }: Context, image: SimImage, grants: Grants): void {
  account.images.put({ ...image, ...sharing(grants, behaviour.sharedOwnImages) }, now);
}
