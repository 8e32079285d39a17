/* The fleet that a call names. */
import { ServiceError } from '../core/errors.ts';
import type { SimFleet } from '../core/fleet.ts';
import type { Context } from './operation.ts';

/** @throws ServiceError `ResourceNotFoundException` */
export function ownFleet({ account, region, now }: Context, name: string): SimFleet {
  const fleet = account.fleets.find(region, account.fleetArn(region, name), now);
  if (fleet) return fleet;
  throw new ServiceError('ResourceNotFoundException', `The fleet ${name} does not exist.`);
}
