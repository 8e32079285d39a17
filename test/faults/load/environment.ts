import type { Reconciler } from '../../../lib/context.ts';
import type { Scope } from '../../../lib/core/event.ts';
import { RESERVE } from '../../../lib/core/limits.ts';
import { ProcessMemory } from '../../../lib/process-memory.ts';
import { reconcile } from '../../../lib/reconcile.ts';
import type { Call } from '../machine/services.ts';
import { type Answer, wiredClients } from '../machine/wire.ts';

export const HOME = 'us-east-1';
export const WATCH = 'watch';
/** Milliseconds: what Lambda gives a run, and what a call takes. */
const TIMEOUT = 300_000;
const LATENCY = 60;

const quiet = () => undefined;

/** An execution environment, which makes one run after the other until one takes too long. */
export class Environment {
  /** Calls that were under way at once, at most. */
  mostCalls = 0;
  readonly #reconciler: Reconciler;
  #deadline = 0;
  #calls = 0;

  /** @param answer AWS */
  constructor(answer: (call: Call) => Promise<Answer>) {
    this.#reconciler = {
      ...wiredClients(HOME, (call) => this.#send(call, answer)),
      region: HOME,
      tagPrefix: 'replicate',
      allowedRegions: [],
      topicArn: `arn:aws:sns:${HOME}:123456789012:replications`,
      watchRule: WATCH,
      limits: { giveUpAfterHours: 24, lateAfterHours: 6 },
      now: () => new Date(),
      timeLeft: () => this.#deadline - RESERVE - Date.now(),
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      meter: { add: quiet },
      memory: new ProcessMemory(),
      isPerson: false,
      account: '123456789012',
    };
  }

  async run(scope: Scope): Promise<'done' | 'failed' | 'died'> {
    this.#deadline = Date.now() + TIMEOUT;
    const { promise: death, resolve } = Promise.withResolvers<'died'>();
    const timer = setTimeout(() => resolve('died'), TIMEOUT);
    const end = reconcile(scope, this.#reconciler).then(
      () => 'done' as const,
      () => 'failed' as const,
    );
    const ending = await Promise.race([end, death]);
    clearTimeout(timer);
    return ending;
  }

  async #send(call: Call, answer: (call: Call) => Promise<Answer>): Promise<Answer> {
    this.#calls += 1;
    this.mostCalls = Math.max(this.mostCalls, this.#calls);
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    if (Date.now() >= this.#deadline) return new Promise(() => {});
    const reply = await answer(call);
    this.#calls -= 1;
    return reply;
  }
}
