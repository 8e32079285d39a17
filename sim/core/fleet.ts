/* A fleet: its states, and what becomes of it by itself. */
import type { Platform, Tags } from './image.ts';

export type FleetState = 'STARTING' | 'RUNNING' | 'STOPPING' | 'STOPPED';
export type FleetType = 'ALWAYS_ON' | 'ON_DEMAND' | 'ELASTIC';

/** A fleet as it is at one moment. */
export interface SimFleet {
  readonly arn: string;
  readonly region: string;
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly fleetType: FleetType;
  readonly state: FleetState;
  /** Undefined for Elastic fleets. */
  readonly image?: { readonly arn: string; readonly name: string };
  readonly platform: Platform;
  /** The instances that it has while it is RUNNING. */
  readonly instances: number;
  /** Undefined for single-session fleets. */
  readonly sessionsPerInstance?: number;
  readonly createdAt: Date;
  readonly tags: Tags;
}

/** A fleet and the state that it takes by itself; times are milliseconds. */
export interface StoredFleet extends SimFleet {
  readonly becomes?: { readonly at: number; readonly state: FleetState };
}

/** What a stored fleet looks like at `at`. */
export function fleetAsOf({ becomes, ...fleet }: StoredFleet, at: number): SimFleet {
  return becomes && becomes.at <= at ? { ...fleet, state: becomes.state } : fleet;
}

/** The fleet when it is started at `now`, and takes minutes to be RUNNING. */
export function starting(fleet: SimFleet, now: number, minutes: number): StoredFleet {
  return { ...fleet, state: 'STARTING', becomes: { at: now + minutes * 60_000, state: 'RUNNING' } };
}

/** The fleet when it is stopped at `now`, and takes minutes to be STOPPED. */
export function stopping(fleet: SimFleet, now: number, minutes: number): StoredFleet {
  return { ...fleet, state: 'STOPPING', becomes: { at: now + minutes * 60_000, state: 'STOPPED' } };
}
