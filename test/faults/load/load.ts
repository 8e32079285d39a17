import type { Traffic } from './traffic.ts';

/** A day in an account that builds very many images, all of them in the same minute. */
export interface Load {
  readonly images: number;
  readonly regions: number;
  /** Calls that AppStream answers in a region and second. */
  readonly callsPerSecond: number;
  readonly copyMinutes: number;
  /** Of all chance. */
  readonly seed: number;
  /** When to stop, in simulated minutes; the end of all work comes first when it is sooner. */
  readonly minutes: number;
}

/** What the runs of the function came to. */
export interface Runs {
  count: number;
  /** Execution environments that Lambda made. */
  environments: number;
  /** Runs that ended with an error, and runs whose time was up. */
  failed: number;
  died: number;
  /** Calls that one run had under way at once, at most. */
  mostCalls: number;
}

export interface Borne extends Traffic {
  readonly runs: Runs;
}
