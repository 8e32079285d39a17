/* What a run is given, by what it may do: to observe, to announce, to apply decisions, to switch the watch. */

import type { AppStreamClient } from '@aws-sdk/client-appstream';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { Policy } from './core/tags/source.ts';
import type { ProcessMemory } from './process-memory.ts';

/** What observing and planning need. It cannot change anything. */
export interface Observer extends Policy {
  readonly region: string;
  /** The account whose images are read; undefined when it is not known. */
  readonly account: string | undefined;
  appstream(region: string): AppStreamClient;
  now(): Date;
  /** Milliseconds that are left for beginning something new. */
  timeLeft(): number;
}

/** What announcing needs. */
export interface Announcer extends Policy, Pick<Observer, 'now'> {
  /** Undefined: nothing is announced. */
  readonly topicArn: string | undefined;
  sns(): Promise<SNSClient>;
}

/** What applying decisions needs, on top of what observing needs. */
export interface Applier extends Observer, Announcer {
  readonly meter: Meter;
  /** True for a person at a command line: what they may not do is their error, and says nothing of the replication. */
  readonly isPerson: boolean;
}

/** What watching needs. */
export interface Watcher extends Observer {
  /** Name of the EventBridge rule that ticks while something is in flight. Undefined: the caller looks again itself. */
  readonly watchRule: string | undefined;
  readonly memory: ProcessMemory;
  events(): Promise<EventBridgeClient>;
}

/** All that a reconcile needs. */
export interface Reconciler extends Applier, Watcher {
  readonly log: Log;
}

/** What moving fleets to their images needs. */
export interface FleetUpdater extends Observer, Announcer {
  readonly meter: Meter;
  readonly log: Log;
  /** True for a person at a command line: what they may not do is their error. */
  readonly isPerson: boolean;
}

/** What retiring old replicas needs. */
export interface Retirer extends Observer, Announcer {
  readonly meter: Meter;
  readonly log: Log;
  readonly memory: ProcessMemory;
}

/** Fields of a line of the log. `message` is the line's own: Powertools drops a field of that name. */
interface LogFields {
  readonly [field: string]: unknown;
  readonly message?: never;
}

/** Structured logging, as much of it as the product uses. */
export interface Log {
  debug(message: string, fields: LogFields): void;
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}

/** The metrics of the product. The unit is a count but for `TimeToReplicate`, which is in seconds. */
export type MetricName =
  | 'CopiesStarted'
  | 'ReplicasAvailable'
  | 'ReplicationsFailed'
  | 'ReplicationsLate'
  | 'TimeToReplicate'
  | 'InFlight'
  | 'NoRoomForStatus'
  | 'StatusNotWritten'
  | 'Sweeps'
  | 'FleetsUpdated'
  | 'RolloutsFailed'
  | 'RolloutSweeps'
  | 'ReplicasRetiring'
  | 'ReplicasRetired'
  | 'RetirementsPutOff'
  | 'RetentionSweeps';

/** Where metrics go. */
export interface Meter {
  /** @param dimension a further dimension of this one value, as name and value */
  add(name: MetricName, value: number, dimension?: readonly [name: string, value: string]): void;
}
