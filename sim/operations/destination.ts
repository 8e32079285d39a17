import { ServiceError } from '../core/errors.ts';
import type { Context } from './operation.ts';

/** @throws ServiceError when the account has an image of that name there, in whatever state */
export function refuseTakenName({ account, now }: Context, region: string, name: string): void {
  if (account.ownImage(region, name, now))
    throw new ServiceError(
      'ResourceAlreadyExistsException',
      `The image ${name} exists already in ${region}.`,
    );
}

/** @throws ServiceError when the account owns as many images there as its quota allows */
export function refuseWithoutRoom({ account, now }: Context, region: string): void {
  const { images: quota } = account.quota(region);
  const owned = account.images.list(region, now).filter((image) => account.owns(image));
  if (owned.length >= quota)
    throw new ServiceError(
      'LimitExceededException',
      `The account has ${owned.length} images in ${region}; its quota is ${quota}.`,
    );
}
