/* The product and a simulated account in one process. */

import type { Reconciler } from '../../lib/context.ts';
import { parseEvent, type Request, type Scope } from '../../lib/core/event.ts';
import { reconcile } from '../../lib/reconcile.ts';
import { type RetentionSummary, retire } from '../../lib/retire.ts';
import { type RolloutSummary, rollOut } from '../../lib/rollout.ts';
import type { Deferred } from '../../lib/run/admit.ts';
import type { Summary } from '../../lib/run/carry-out.ts';
import { type Clock, createClock } from '../../sim/clock.ts';
import { deploy, HOME, isWatching, keys } from '../../sim/harness/account.ts';
import { connectedClients } from '../../sim/harness/clients.ts';
import { live } from '../../sim/harness/live.ts';
import { createReconciler, logTo } from '../../sim/harness/reconciler.ts';
import { createSimulation, type Simulation, type SimulatorOptions } from '../../sim/index.ts';
import { type Received, readPublication } from '../../sim/publication.ts';

export { ACCOUNT, HOME, keys } from '../../sim/harness/account.ts';

/** The product on a stage: real SDK clients, and AppStream, EventBridge and SNS from the simulator, all in this process. */
export interface Stage {
  readonly clock: Clock;
  readonly sim: Simulation;
  readonly reconciler: Reconciler;
  readonly logs: { level: string; message: string; fields: Readonly<Record<string, unknown>> }[];
  readonly metrics: { name: string; value: number; dimension?: readonly [string, string] }[];
  run(scope: Scope): Promise<Summary | Deferred>;
  /** One run for the image, as its event would cause it. */
  look(name: string): Promise<Summary | Deferred>;
  /** One run of retention. */
  retire(): Promise<RetentionSummary>;
  /** One run of the rollout: its sweep. */
  rollOut(): Promise<RolloutSummary>;
  /** Hands an event to the product, and says how it was read. */
  deliver(event: unknown): Promise<Request>;
  /** A minute passes; then the watch ticks, if it is on. */
  tick(): Promise<Summary | Deferred | undefined>;
  /** Time passes, with the ticks and the sweeps that it brings. @returns the errors that runs ended in */
  pass(minutes: number): Promise<unknown[]>;
  /** Ticks until the watch is off. @returns how many ticks it took. Throws after `most`. */
  settle(most?: number): Promise<number>;
  isWatching(): boolean;
  /** First word of the status of an image for a region. */
  word(name: string, region: string): string | undefined;
  /** The status tag. */
  status(name: string, region: string): string | undefined;
  /** Every message that was published, as subscribers get it. */
  inbox(): Received[];
}

export interface StageOptions extends Omit<Partial<SimulatorOptions>, 'now' | 'port'> {
  readonly reconciler?: Partial<Reconciler>;
}

/** Sets a stage. There is nothing to close: all of it is memory. */
export function createStage({ reconciler: overrides, ...behaviour }: StageOptions = {}): Stage {
  const clock = createClock();
  const sim = createSimulation({ now: clock.now, ...behaviour });
  const topicArn = deploy(sim.world);
  const logs: Stage['logs'] = [];
  const metrics: Stage['metrics'] = [];
  const reconciler = createReconciler(connectedClients(HOME, sim.answer, { retryDelay: () => 0 }), {
    topicArn,
    now: clock.now,
    log: logTo((level, message, fields) => void logs.push({ level, message, fields })),
    meter: { add: (name, value, dimension) => void metrics.push({ name, value, dimension }) },
    ...overrides,
  });
  const run = (scope: Scope) => reconcile(scope, reconciler);
  const isOn = () => isWatching(sim.world);
  const status = (name: string, region: string) =>
    sim.world.image(HOME, name)?.tags[keys.status(region)];
  async function tick() {
    clock.advance(1);
    return isOn() ? run({ kind: 'all', trigger: 'tick' }) : undefined;
  }
  const inbox: Received[] = [];
  return {
    clock,
    sim,
    reconciler,
    logs,
    metrics,
    run,
    retire: () => retire(reconciler),
    rollOut: () => rollOut({ isSweep: true }, reconciler),
    look: (name) => run({ kind: 'image', name }),
    async deliver(event) {
      const request = parseEvent(event, HOME, keys);
      if (request.kind !== 'ignored') await run(request);
      return request;
    },
    tick,
    async pass(minutes) {
      const errors: unknown[] = [];
      const tryToRun = (trigger: 'tick' | 'sweep') =>
        run({ kind: 'all', trigger }).catch((error) => void errors.push(error));
      await live(minutes, () => clock.advance(1), [{ isWatching: isOn, run: tryToRun }]);
      return errors;
    },
    async settle(most = 500) {
      for (let ticks = 0; ticks <= most; ticks += 1) {
        if (!isOn()) return ticks;
        await tick();
      }
      throw new Error(`still busy after ${most} ticks`);
    },
    isWatching: isOn,
    status,
    word: (name, region) => status(name, region)?.split(' ')[0],
    inbox() {
      for (const each of sim.world.publications.slice(inbox.length))
        inbox.push(readPublication(each));
      return [...inbox];
    },
  };
}

/** A failure of a copy, as AppStream tells it. */
export const COPY_FAILURE = { code: 'IMAGE_COPY_FAILURE', message: 'the copy broke off' };

/** Options of a stage on which the first copies fail, minutes after they began. */
export function failingAtFirst(copies: number, minutes = 5): StageOptions {
  let left = copies;
  const copyOutcome = () => {
    left -= 1;
    return left < 0 ? undefined : { fails: COPY_FAILURE };
  };
  return { copyOutcome, copyMinutes: () => minutes };
}

/** Options of a stage on which every copy fails. */
export const failing = failingAtFirst(Number.POSITIVE_INFINITY);
