/* An image in the form in which AppStream answers it. */

import type { SimImage } from '../core/image.ts';
import { isShared } from '../core/sharing.ts';

/** An image as AppStream answers it; dates are epoch seconds, and absent members stay out. */
export function imageToWire(image: SimImage) {
  return {
    Name: image.name,
    Arn: image.arn,
    DisplayName: image.displayName,
    Description: image.description,
    State: image.state,
    StateChangeReason: image.stateChangeReason && {
      Code: image.stateChangeReason.code,
      Message: image.stateChangeReason.message,
    },
    ImageErrors: image.imageErrors?.map(({ code, message, at }) => ({
      ErrorCode: code,
      ErrorMessage: message,
      ErrorTimestamp: seconds(at),
    })),
    Visibility: image.visibility,
    ImageSharedWithOthers: sharedToWire(image),
    ImagePermissions: image.permissions,
    ImageBuilderSupported: true,
    ImageBuilderName: image.imageBuilderName ?? undefined,
    Platform: image.platform,
    Applications: [],
    CreatedTime: seconds(image.createdAt),
  };
}

function sharedToWire(image: SimImage): 'TRUE' | 'FALSE' | undefined {
  if (image.sharedWith === undefined) return undefined;
  return isShared(image) ? 'TRUE' : 'FALSE';
}

function seconds(date: Date): number {
  return date.getTime() / 1000;
}
