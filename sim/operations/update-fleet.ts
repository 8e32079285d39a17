/* UpdateFleet: its image, display name and description; every other member is refused. */
import * as v from 'valibot';
import { ServiceError } from '../core/errors.ts';
import type { SimFleet } from '../core/fleet.ts';
import { Arn, Description, DisplayName, Name, StringMember } from '../core/shapes.ts';
import { authorize } from './authorization.ts';
import { fleetImage, wrongParameters } from './fleet-image.ts';
import { fleetToWire } from './fleet-to-wire.ts';
import { type Context, operation } from './operation.ts';
import { ownFleet } from './own-fleet.ts';

export const updateFleet = operation({
  input: v.objectWithRest(
    {
      Name: v.optional(Name),
      ImageName: v.optional(StringMember),
      ImageArn: v.optional(Arn),
      DisplayName: v.optional(DisplayName),
      Description: v.optional(Description),
    },
    v.never('is not supported by the simulator'),
  ),
  writes: true,
  resource: ({ account, region }, { Name: name = '' }) => ({ arn: account.fleetArn(region, name) }),
  run(context, { Name: name, ImageName, ImageArn, DisplayName, Description }) {
    if (name === undefined) throw wrongParameters('Name is required.');
    const { account, behaviour, region, now } = context;
    const arn = account.fleetArn(region, name);
    authorize(context, 'UpdateFleet', arn, behaviour.updateFleetNeedsTag);
    const fleet = ownFleet(context, name);
    refuseState(context, fleet, Description);
    const image = fleetImage(context, fleet, { ImageName, ImageArn });
    const updated: SimFleet = {
      ...fleet,
      ...(image && { image: { arn: image.arn, name: image.name }, platform: image.platform }),
      ...(DisplayName !== undefined && { displayName: DisplayName }),
      ...(Description !== undefined && { description: Description }),
    };
    account.fleets.put(updated, now);
    return { Fleet: fleetToWire(updated) };
  },
});

/** A fleet can be changed while it is STOPPED; while it is RUNNING, its description cannot. */
function refuseState(
  { behaviour }: Context,
  { name, state }: SimFleet,
  description: string | undefined,
): void {
  if (state === 'STARTING' || state === 'STOPPING')
    throw new ServiceError(behaviour.busyFleetError, `The fleet ${name} is ${state}.`);
  if (state === 'RUNNING' && description !== undefined)
    throw new ServiceError(
      'OperationNotPermittedException',
      `The description of the fleet ${name} can be changed only while it is STOPPED.`,
    );
}
