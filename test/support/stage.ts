import { createClients } from '../../lib/aws/clients.ts';
import type { Log, Reconciler } from '../../lib/context.ts';
import { parseEvent, type Request, type Scope } from '../../lib/core/event.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { ProcessMemory } from '../../lib/process-memory.ts';
import { reconcile, type Summary } from '../../lib/reconcile.ts';
import type { Deferred } from '../../lib/run/admit.ts';
import { type Clock, createClock } from '../../sim/clock.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../sim/index.ts';
import { type Received, startSubscriber } from '../../sim/subscriber.ts';

export const HOME = 'us-east-1';
export const ACCOUNT = '123456789012';
const WATCH = 'watch';
export const keys = tagKeys('replicate');

/** The product on a stage: real SDK clients, AppStream and EventBridge from the simulator, SNS with a subscriber. */
export interface Stage {
  readonly clock: Clock;
  readonly sim: Simulator;
  readonly reconciler: Reconciler;
  readonly logs: { level: string; message: string; fields: Readonly<Record<string, unknown>> }[];
  readonly metrics: { name: string; value: number; dimension?: readonly [string, string] }[];
  run(scope: Scope): Promise<Summary | Deferred>;
  /** One run for the image, as its event would cause it. */
  look(name: string): Promise<Summary | Deferred>;
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
  /** Everything the subscriber got. */
  inbox(): Received[];
  close(): Promise<void>;
}

export interface StageOptions extends Omit<Partial<SimulatorOptions>, 'now'> {
  readonly reconciler?: Partial<Reconciler>;
}

/** Sets a stage. Every test sets its own, and closes it. */
export async function createStage({
  reconciler: overrides,
  ...simulator
}: StageOptions = {}): Promise<Stage> {
  const clock = createClock();
  const sim = await startSimulator({ now: clock.now, ...simulator });
  const subscriber = await startSubscriber();
  sim.world.createRule(WATCH);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_APPSTREAM: sim.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: sim.url,
    AWS_ENDPOINT_URL_SNS: subscriber.url,
  });
  const logs: Stage['logs'] = [];
  const metrics: Stage['metrics'] = [];
  const reconciler: Reconciler = {
    ...createClients(HOME, () => 0),
    region: HOME,
    account: ACCOUNT,
    tagPrefix: 'replicate',
    allowedRegions: [],
    topicArn: subscriber.topicArn,
    watchRule: WATCH,
    memory: new ProcessMemory(),
    isPerson: false,
    limits: { giveUpAfterHours: 24, lateAfterHours: 6 },
    now: clock.now,
    timeLeft: () => Number.POSITIVE_INFINITY,
    log: collectLogs(logs),
    meter: { add: (name, value, dimension) => void metrics.push({ name, value, dimension }) },
    ...overrides,
  };
  const run = (scope: Scope) => reconcile(scope, reconciler);
  const isWatching = () => sim.world.rule(WATCH).state === 'ENABLED';
  const status = (name: string, region: string) =>
    sim.world.image(HOME, name)?.tags[keys.status(region)];
  const sweep = () => run({ kind: 'all', trigger: 'sweep' });
  async function tick() {
    clock.advance(1);
    return isWatching() ? run({ kind: 'all', trigger: 'tick' }) : undefined;
  }
  return {
    clock,
    sim,
    reconciler,
    logs,
    metrics,
    run,
    look: (name) => run({ kind: 'image', name }),
    async deliver(event) {
      const request = parseEvent(event, HOME, keys);
      if (request.kind !== 'ignored') await run(request);
      return request;
    },
    tick,
    async pass(minutes) {
      const errors: unknown[] = [];
      for (let minute = 1; minute <= minutes; minute += 1) {
        const runs = [() => tick(), ...(minute % 30 === 0 ? [sweep] : [])];
        for (const each of runs) await each().catch((error) => void errors.push(error));
      }
      return errors;
    },
    async settle(most = 500) {
      for (let ticks = 0; ticks <= most; ticks += 1) {
        if (!isWatching()) return ticks;
        await tick();
      }
      throw new Error(`still busy after ${most} ticks`);
    },
    isWatching,
    status,
    word: (name, region) => status(name, region)?.split(' ')[0],
    inbox: subscriber.received,
    async close() {
      await Promise.all([sim.close(), subscriber.close()]);
    },
  };
}

function collectLogs(logs: Stage['logs']): Log {
  const at = (level: string) => (message: string, fields: Readonly<Record<string, unknown>>) =>
    void logs.push({ level, message, fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
