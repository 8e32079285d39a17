/* Sends events to their listeners in order, as CloudTrail and EventBridge do. */

import type { Account } from './core/account.ts';
import {
  apiCallEvent,
  type CloudTrailEvent,
  type Origin,
  type RecordedCall,
} from './core/events.ts';

/** CloudTrail and EventBridge together: numbers the events and hands them to the listeners. */
export class Trail {
  readonly #account: Account;
  readonly #clock: () => number;
  readonly #listeners: ((event: CloudTrailEvent) => void)[] = [];
  #count = 0;

  constructor(account: Account, clock: () => number) {
    this.#account = account;
    this.#clock = clock;
  }

  listen(listener: (event: CloudTrailEvent) => void): void {
    this.#listeners.push(listener);
  }

  emit(region: string, build: (origin: Origin) => CloudTrailEvent): void {
    this.#count += 1;
    const origin = { account: this.#account.id, region, now: this.#clock(), number: this.#count };
    const event = build(origin);
    for (const listener of this.#listeners) listener(event);
  }

  record(region: string, call: RecordedCall): void {
    this.emit(region, (origin) => apiCallEvent(origin, call));
  }

  /** Records a call that somebody made in the console. */
  recordByHand(region: string, operation: string, input: object): void {
    const callerArn = `arn:aws:iam::${this.#account.id}:user/console`;
    this.record(region, { operation, input, callerArn });
  }
}
