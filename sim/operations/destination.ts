/* What refuses a new image: a name that is taken, or a quota. */

import { ServiceError } from '../core/errors.ts';
import type { Context } from './operation.ts';

/** @throws ServiceError when the account has an image of that name there, in whatever state. Guess: name-check. */
export function refuseTakenName({ account, now }: Context, region: string, name: string): void {
  if (account.ownImage(region, name, now))
    throw new ServiceError(
      'ResourceAlreadyExistsException',
      `The image ${name} exists already in ${region}.`,
    );
}

/** @throws ServiceError when the account owns as many images there as its quota allows */
export function refuseWithoutRoom(context: Context, region: string): void {
  const problem = noRoom(context, region);
  if (problem) throw new ServiceError('LimitExceededException', problem);
}

/** Why the region can take no further copy now, if a quota is in the way. Guess: quota-which. */
export function overQuota(context: Context, region: string): string | undefined {
  return noSlot(context, region) ?? noRoom(context, region);
}

function noSlot({ account, now }: Context, region: string): string | undefined {
  const { copies } = account.quota(region);
  const underWay = account.images.countCopies(region, now);
  if (underWay < copies) return undefined;
  return `The region ${region} receives ${underWay} image copies already; its quota is ${copies}.`;
}

function noRoom({ account, now }: Context, region: string): string | undefined {
  const { images: quota } = account.quota(region);
  const owned = account.images.list(region, now).filter((image) => account.owns(image));
  if (owned.length < quota) return undefined;
  return `The account has ${owned.length} images in ${region}; its quota is ${quota}.`;
}
