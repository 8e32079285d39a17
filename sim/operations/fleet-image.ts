/* The image that UpdateFleet gives a fleet. */
import { ServiceError } from '../core/errors.ts';
import type { SimFleet } from '../core/fleet.ts';
import type { SimImage } from '../core/image.ts';
import type { Context } from './operation.ts';
import { missingImage } from './own-image.ts';

interface Asked {
  readonly ImageName?: string;
  readonly ImageArn?: string;
}

/**
 * Undefined when none is asked for.
 * @throws ServiceError when the fleet cannot use the image. Guess: fleet-image.
 */
export function fleetImage(context: Context, fleet: SimFleet, asked: Asked): SimImage | undefined {
  const { ImageName, ImageArn } = asked;
  if (ImageName === undefined && ImageArn === undefined) return undefined;
  if (ImageName !== undefined && ImageArn !== undefined)
    throw wrongParameters('ImageName and ImageArn cannot be used together.');
  if (fleet.fleetType === 'ELASTIC')
    throw wrongParameters(`The fleet ${fleet.name} is an Elastic fleet, which has no image.`);
  const image = find(context, asked);
  refuseUnusable(image);
  if (image.platform !== fleet.platform && fleet.state !== 'STOPPED')
    throw new ServiceError(
      context.behaviour.otherPlatformError,
      `The image ${image.name} is for ${image.platform}: stop the fleet ${fleet.name} first.`,
    );
  return image;
}

/** Images that others share are found by ARN only. */
function find({ account, region, now }: Context, { ImageName = '', ImageArn }: Asked): SimImage {
  const image =
    ImageArn === undefined
      ? account.images
          .list(region, now)
          .filter(({ name, permissions }) => name === ImageName && !permissions)
          .sort((a, b) => Number(account.owns(b)) - Number(account.owns(a)))[0]
      : account.images.find(region, ImageArn, now);
  if (image) return image;
  throw missingImage(ImageArn ?? ImageName);
}

function refuseUnusable({ name, state, permissions, incompatible }: SimImage): void {
  if (permissions && !permissions.allowFleet)
    throw new ServiceError(
      'OperationNotPermittedException',
      `The image ${name} is not shared for fleets.`,
    );
  if (state !== 'AVAILABLE')
    throw new ServiceError(
      'ResourceNotAvailableException',
      `The image ${name} is ${state}, not AVAILABLE.`,
    );
  if (incompatible)
    throw new ServiceError(
      'IncompatibleImageException',
      `The image ${name} cannot be used by fleets.`,
    );
}

export function wrongParameters(message: string): ServiceError {
  return new ServiceError('InvalidParameterCombinationException', message);
}
