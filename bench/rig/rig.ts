/* The product in a simulated account, with its calls and messages counted. */

import { parseEvent, type Scope } from '../../lib/core/event.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { reconcile } from '../../lib/reconcile.ts';
import type { Deferred } from '../../lib/run/admit.ts';
import type { Summary } from '../../lib/run/carry-out.ts';
import { deploy, HOME, isWatching } from '../../sim/harness/account.ts';
import { connectedClients, type Send } from '../../sim/harness/clients.ts';
import { createReconciler } from '../../sim/harness/reconciler.ts';
import {
  type Call,
  createSimulation,
  type Simulation,
  type SimulatorOptions,
} from '../../sim/index.ts';
import { type Received, readPublication } from '../../sim/publication.ts';

export { HOME } from '../../sim/harness/account.ts';

/** When simulated time begins, in milliseconds since 1970. */
export const START = Date.parse('2026-11-23T08:00:00Z');

/** Calls by service. */
export interface Calls {
  readonly appstream: number;
  readonly events: number;
  readonly sns: number;
}

/** A message, and when it was published. */
export interface Published extends Received {
  readonly at: Date;
}

/** The reconcile with the real SDK clients and the simulator in one process, on simulated time. */
export interface Rig {
  readonly simulation: Simulation;
  readonly published: readonly Published[];
  /** Milliseconds since 1970 at which simulated time begins. */
  readonly startedAt: number;
  /** Simulated milliseconds since then. */
  elapsed(): number;
  /** Time passes until so many simulated milliseconds since the start, unless they have passed. */
  waitUntil(milliseconds: number): void;
  run(scope: Scope): Promise<Summary | Deferred>;
  /** Runs so far. */
  runs(): number;
  /** One run, as an event causes it. An event that is not ours causes none. */
  deliver(event: unknown): Promise<void>;
  isWatching(): boolean;
  /** Calls since the last time they were counted. */
  count(): Calls;
}

export interface RigOptions extends Omit<SimulatorOptions, 'now' | 'port'> {
  /** Simulated milliseconds that each call takes, one after the other. */
  readonly callMilliseconds?: number;
  /** Accounts that replicas may be shared with. */
  readonly shareAccounts?: readonly string[];
}

/** Simulated milliseconds of a call, where nothing else is said. */
export const CALL_MILLISECONDS = 20;

export function createRig({
  callMilliseconds = CALL_MILLISECONDS,
  shareAccounts = [],
  ...behaviour
}: RigOptions = {}): Rig {
  let time = START;
  const now = () => new Date(time);
  const simulation = createSimulation({ ...behaviour, now });
  deploy(simulation.world);
  const send: Send = (call) => {
    time += callMilliseconds;
    return simulation.answer(call);
  };
  const published: Published[] = [];
  simulation.onCall(() => {
    for (const each of simulation.world.publications.slice(published.length))
      published.push({ at: each.at, ...readPublication(each) });
  });
  const reconciler = createReconciler(connectedClients(HOME, send, { retryDelay: () => 0 }), {
    now,
    shareAccounts,
  });
  let runs = 0;
  const run = (scope: Scope) => {
    runs += 1;
    return reconcile(scope, reconciler);
  };
  let counted = 0;
  return {
    simulation,
    published,
    startedAt: START,
    elapsed: () => time - START,
    waitUntil(milliseconds) {
      time = Math.max(time, START + milliseconds);
    },
    run,
    runs: () => runs,
    async deliver(event) {
      const request = parseEvent(event, HOME, tagKeys(reconciler.tagPrefix));
      if (request.kind !== 'ignored') await run(request);
    },
    isWatching: () => isWatching(simulation.world),
    count() {
      const calls = simulation.calls.slice(counted);
      counted = simulation.calls.length;
      const to = (service: Call['service']) =>
        calls.filter((call) => call.service === service).length;
      return { appstream: to('appstream'), events: to('events'), sns: to('sns') };
    },
  };
}
