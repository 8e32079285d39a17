/* Finds the image that a call names, or answers that it does not exist. */

import { ServiceError } from '../core/errors.ts';
import type { SimImage } from '../core/image.ts';
import type { Context } from './operation.ts';

/**
 * The account's own image of a name, in the region of the call.
 * @throws ServiceError `ResourceNotFoundException`
 */
export function ownImage({ account, region, now }: Context, name: string): SimImage {
  const image = account.ownImage(region, name, now);
  if (image) return image;
  throw missingImage(name);
}

/** The answer for an image that is not there. */
export function missingImage(name: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `The image ${name} does not exist.`);
}
