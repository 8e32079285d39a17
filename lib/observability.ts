/** Structured logging, as much of it as the product uses. */
export interface Log {
  debug(message: string, fields: Readonly<Record<string, unknown>>): void;
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
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
  | 'Sweeps';

/** Where metrics go. */
export interface Meter {
  /** @param dimension a further dimension of this one value, as name and value */
  add(name: MetricName, value: number, dimension?: readonly [name: string, value: string]): void;
}
