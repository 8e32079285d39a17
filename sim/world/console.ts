/* What the parts of the world work on. */
import type { Behaviour } from '../behaviour.ts';
import type { Account } from '../core/account.ts';
import type { Trail } from '../trail.ts';

/** An account, and what records its changes; the clock gives milliseconds. */
export interface Console {
  readonly account: Account;
  readonly clock: () => number;
  readonly trail: Trail;
  readonly behaviour: Behaviour;
}
