import type { SimImage } from '../core/image.ts';

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
    ImageBuilderSupported: true,
    ImageBuilderName: image.imageBuilderName ?? undefined,
    Platform: 'WINDOWS_SERVER_2022',
    Applications: [],
    CreatedTime: seconds(image.createdAt),
  };
}

function sharedToWire({ sharedWithOthers }: SimImage): 'TRUE' | 'FALSE' | undefined {
  if (sharedWithOthers === undefined) return undefined;
  return sharedWithOthers ? 'TRUE' : 'FALSE';
}

function seconds(date: Date): number {
  return date.getTime() / 1000;
}
