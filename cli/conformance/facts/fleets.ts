/* Facts about fleets. */

import { api, type Fact } from './fact.ts';

export const FLEET_FACTS = [
  {
    id: 'busy-fleet',
    question: 'with which error `UpdateFleet` refuses a fleet that is `STARTING` or `STOPPING`',
    assumed: '`OperationNotPermittedException`',
    options: { busyFleetError: "'ResourceInUseException'" },
    source: api('UpdateFleet'),
    handled:
      'a fleet that is starting or stopping is waited for, whichever the error; the fleet is looked at again after each refusal',
    answered: { by: 'nothing', why: 'changes a fleet' },
  },
  {
    id: 'other-platform',
    question:
      'with which error `UpdateFleet` refuses an image of another platform while the fleet is `RUNNING`',
    assumed: '`OperationNotPermittedException`',
    options: { otherPlatformError: "'IncompatibleImageException'" },
    source: api('UpdateFleet'),
    handled:
      'whichever the error, a fleet of another platform is `FAILED` with the step to take: stop it',
    answered: { by: 'nothing', why: 'changes a fleet' },
  },
  {
    id: 'fleet-image',
    question: 'which images `UpdateFleet` finds, and with which errors it refuses others',
    assumed: 'own, public and shared ones',
    note: 'By name, own and public images are found, the own one first; images that others share by ARN only. `OperationNotPermittedException` for an image that is not shared for fleets, and for a description of a fleet that is `RUNNING`; `InvalidParameterCombinationException` for no `Name`, for `ImageName` with `ImageArn`, and for an image of an Elastic fleet; `ResourceNotAvailableException` for an image that is not `AVAILABLE`; `IncompatibleImageException` for one that is `incompatible`',
    source: api('UpdateFleet'),
    handled:
      'only images of this account are given to fleets, by ARN; a refusal that lasts for 10 minutes is `FAILED`',
    answered: { by: 'nothing', why: 'changes a fleet' },
  },
  {
    id: 'fleet-duration',
    question: 'how long a fleet is `STARTING` and `STOPPING`',
    assumed: '10 and 5 minutes',
    options: { startMinutes: '30', stopMinutes: '30' },
    handled: 'no time limit: a fleet is waited for until its state allows the change',
    answered: { by: 'nothing', why: 'starts a fleet' },
  },
  {
    id: 'fleet-start',
    question: 'what `StartFleet` and `StopFleet` answer in other states',
    assumed: '`OperationNotPermittedException`, `ConcurrentModificationException`',
    note: '`StartFleet`: `OperationNotPermittedException` for a fleet that is not `STOPPED`, `ResourceNotAvailableException` if its image is not `AVAILABLE`. `StopFleet`: `ConcurrentModificationException` while it is `STARTING`; nothing changes while it is `STOPPED` or `STOPPING`',
    source: api('StopFleet'),
    answered: { by: 'nothing', why: 'starts a fleet' },
  },
] as const satisfies readonly Fact[];
