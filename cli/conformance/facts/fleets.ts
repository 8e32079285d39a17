/* Facts about fleets. */

import { api, type Fact } from './fact.ts';

export const FLEET_FACTS = [
  {
    id: 'busy-fleet',
    question: 'with which error `UpdateFleet` refuses a fleet that is `STARTING` or `STOPPING`',
    assumed: '`OperationNotPermittedException`',
    options: { busyFleetError: "'ResourceInUseException'" },
    source: api('UpdateFleet'),
    answered: { by: 'nothing', why: 'changes a fleet' },
  },
  {
    id: 'other-platform',
    question:
      'with which error `UpdateFleet` refuses an image of another platform while the fleet is `RUNNING`',
    assumed: '`OperationNotPermittedException`',
    options: { otherPlatformError: "'IncompatibleImageException'" },
    source: api('UpdateFleet'),
    answered: { by: 'nothing', why: 'changes a fleet' },
  },
  {
    id: 'fleet-image',
    question: 'which images `UpdateFleet` finds, and with which errors it refuses others',
    assumed: 'own, public and shared ones',
    note: 'By name, own and public images are found, the own one first; images that others share by ARN only. `OperationNotPermittedException` for an image that is not shared for fleets, and for a description of a fleet that is `RUNNING`; `InvalidParameterCombinationException` for no `Name`, for `ImageName` with `ImageArn`, and for an image of an Elastic fleet; `ResourceNotAvailableException` for an image that is not `AVAILABLE`; `IncompatibleImageException` for one that is `incompatible`',
    source: api('UpdateFleet'),
    answered: { by: 'nothing', why: 'changes a fleet' },
  },
  {
    id: 'fleet-duration',
    question: 'how long a fleet is `STARTING` and `STOPPING`',
    assumed: '10 and 5 minutes',
    options: { startMinutes: '30', stopMinutes: '30' },
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
