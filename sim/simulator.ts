/* What tests can do with a simulator: read its calls and events, plan faults, change its account. */

import type { Service } from './aws-json.ts';
import type { Behaviour } from './behaviour.ts';
import type { CloudTrailEvent } from './core/events.ts';
import type { Fault } from './faults.ts';
import type { Resource } from './operations/operation.ts';
import type { World } from './world.ts';

export interface SimulatorOptions extends Partial<Behaviour> {
  /** The only clock: states move by it, and the simulator never reads the real time. */
  readonly now: () => Date;
  /** `123456789012` by default. */
  readonly account?: string;
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** ARN of the caller that has an access key; by default an IAM user named like the key. */
  readonly callerArn?: (accessKeyId: string) => string;
}

/** A call that the simulator received, whatever became of it. */
export interface Call {
  /** Empty when the request names no operation. */
  readonly operation: string;
  readonly service: Service;
  /** Empty when the request has no credential scope. */
  readonly region: string;
  readonly input: unknown;
  readonly at: Date;
  /** HTTP status of the answer; 0 when the connection was cut. */
  readonly status: number;
  /** Code of the error answered. */
  readonly error?: string;
  /** The resource as it was before the call took effect. */
  readonly resource?: Resource;
}

export interface Simulator {
  /** Endpoint of every service and region. */
  readonly url: string;
  readonly world: World;
  /** Every call received, in order. */
  readonly calls: Call[];
  /** Scripts a fault; faults are tried in the order of scripting. */
  fault(fault: Fault): void;
  /** Forgets all faults that are still to come. */
  clearFaults(): void;
  /**
   * Hears of every call, once the service has acted on it. The answer waits for the listener, which
   * can thus change the world in between, or hold the call up. The listener must not throw.
   */
  onCall(listener: (call: Call) => void | Promise<void>): void;
  /** Hears every event that AWS would send to EventBridge. The listener must not throw. */
  onEvent(listener: (event: CloudTrailEvent) => void): void;
  close(): Promise<void>;
}
