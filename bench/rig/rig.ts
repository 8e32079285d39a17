import { createClients } from '../../lib/aws/clients.ts';
import type { Reconciler } from '../../lib/context.ts';
import { parseEvent, type Scope } from '../../lib/core/event.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { ProcessMemory } from '../../lib/process-memory.ts';
import { reconcile, type Summary } from '../../lib/reconcile.ts';
import type { Deferred } from '../../lib/run/admit.ts';
import { createSimulation, type Simulation, type SimulatorOptions } from '../../sim/index.ts';
import type { Received } from '../../sim/publication.ts';
import { answerInProcess } from './in-process.ts';
import { takingMessages } from './topic.ts';

export const HOME = 'us-east-1';
const WATCH = 'watch';
const START = Date.parse('2026-11-23T08:00:00Z');

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
}

export function createRig({ callMilliseconds = 20, ...behaviour }: RigOptions = {}): Rig {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' });
  let time = START;
  const now = () => new Date(time);
  const call = () => {
    time += callMilliseconds;
    return now();
  };
  const simulation = createSimulation({ ...behaviour, now });
  simulation.world.createRule(WATCH);
  const answer: Simulation['answer'] = (request) => {
    call();
    return simulation.answer(request);
  };
  const published: Published[] = [];
  const publish = (message: Received) => void published.push({ at: call(), ...message });
  const reconciler = createReconciler(answer, publish, now);
  let runs = 0;
  const run = (scope: Scope) => {
    runs += 1;
    return reconcile(scope, reconciler);
  };
  let counted = { calls: 0, published: 0 };
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
    isWatching: () => simulation.world.rule(WATCH).state === 'ENABLED',
    count() {
      const calls = simulation.calls.slice(counted.calls);
      const sns = published.length - counted.published;
      counted = { calls: simulation.calls.length, published: published.length };
      const appstream = calls.filter(({ service }) => service === 'appstream').length;
      return { appstream, events: calls.length - appstream, sns };
    },
  };
}

function createReconciler(
  answer: Simulation['answer'],
  publish: (message: Received) => void,
  now: () => Date,
): Reconciler {
  const clients = createClients(HOME, () => 0);
  const redirected = new Set<object>();
  const inProcess = <Client extends Parameters<typeof answerInProcess>[0]>(client: Client) => {
    if (!redirected.has(client)) answerInProcess(client, answer);
    redirected.add(client);
    return client;
  };
  const quiet = () => {};
  return {
    region: HOME,
    tagPrefix: 'replicate',
    allowedRegions: [],
    topicArn: `arn:aws:sns:${HOME}:123456789012:replications`,
    watchRule: WATCH,
    memory: new ProcessMemory(),
    isPerson: false,
    account: '123456789012',
    limits: { giveUpAfterHours: 24, lateAfterHours: 6 },
    now,
    timeLeft: () => Number.POSITIVE_INFINITY,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    meter: { add: quiet },
    appstream: (region) => inProcess(clients.appstream(region)),
    events: () => inProcess(clients.events()),
    sns: takingMessages(clients.sns(), publish),
  };
}
