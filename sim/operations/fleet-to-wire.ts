/* A fleet as AppStream answers it. */
import type { SimFleet } from '../core/fleet.ts';

export function fleetToWire(fleet: SimFleet) {
  return {
    Arn: fleet.arn,
    Name: fleet.name,
    DisplayName: fleet.displayName,
    Description: fleet.description,
    ImageName: fleet.image?.name,
    ImageArn: fleet.image?.arn,
    InstanceType: 'stream.standard.medium',
    FleetType: fleet.fleetType,
    ComputeCapacityStatus: capacity(fleet),
    MaxSessionsPerInstance: fleet.sessionsPerInstance,
    State: fleet.state,
    CreatedTime: fleet.createdAt.getTime() / 1000,
    FleetErrors: [],
    Platform: fleet.platform,
  };
}

/** Nobody streams here: every instance that runs is available. */
function capacity({ state, instances, sessionsPerInstance }: SimFleet) {
  const running = state === 'RUNNING' ? instances : 0;
  return {
    Desired: instances,
    Running: running,
    InUse: 0,
    Available: running,
    ...(sessionsPerInstance !== undefined && {
      DesiredUserSessions: instances * sessionsPerInstance,
      ActualUserSessions: running * sessionsPerInstance,
      AvailableUserSessions: running * sessionsPerInstance,
      ActiveUserSessions: 0,
    }),
  };
}
