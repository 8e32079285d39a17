/* StartFleet and StopFleet. Guess: fleet-start. */
import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import { type SimFleet, starting, stopping } from '../core/fleet.ts';
import { StringMember } from '../core/shapes.ts';
import { type Context, operation } from './operation.ts';
import { ownFleet } from './own-fleet.ts';

const Input = v.object({ Name: StringMember });

export const startFleet = operation({
  input: Input,
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.fleetArn(region, input.Name) }),
  run(context, input) {
    const fleet = ownFleet(context, input.Name);
    if (fleet.state !== 'STOPPED')
      throw new ServiceError(
        'OperationNotPermittedException',
        `The fleet ${fleet.name} is ${fleet.state}, not STOPPED.`,
      );
    refuseWithoutImage(context, fleet);
    const { account, behaviour, now } = context;
    account.fleets.put(starting(fleet, now, behaviour.startMinutes), now);
    return {};
  },
});

export const stopFleet = operation({
  input: Input,
  writes: true,
  resource: ({ account, region }, input) => ({ arn: account.fleetArn(region, input.Name) }),
  run(context, input) {
    const { account, behaviour, now } = context;
    const fleet = ownFleet(context, input.Name);
    if (fleet.state === 'STARTING')
      throw new ServiceError(
        'ConcurrentModificationException',
        `The fleet ${fleet.name} is STARTING.`,
      );
    if (fleet.state === 'RUNNING')
      account.fleets.put(stopping(fleet, now, behaviour.stopMinutes), now);
    return {};
  },
});

function refuseWithoutImage({ account, region, now }: Context, { image }: SimFleet): void {
  if (image && account.images.find(region, image.arn, now)?.state !== 'AVAILABLE')
    throw new ServiceError(
      'ResourceNotAvailableException',
      `The image ${image.name} is not AVAILABLE.`,
    );
}
