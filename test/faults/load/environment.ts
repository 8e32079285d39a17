import type { Reconciler } from '../../../lib/context.ts';
import type { Scope } from '../../../lib/core/event.ts';
import { RESERVE } from '../../../lib/core/limits.ts';
import { ProcessMemory } from '../../../lib/process-memory.ts';
import { reconcile } from '../../../lib/reconcile.ts';
import { HOME } from '../../../sim/harness/account.ts';
import { connectedClients, type Send, type Sent } from '../../../sim/harness/clients.ts';
import { TIMEOUT } from '../../../sim/harness/lambda.ts';
import { createReconciler } from '../../../sim/harness/reconciler.ts';
import type { Reply } from '../../../sim/perform.ts';

/** Milliseconds that a call takes. */
const LATENCY = 60;

/** An execution environment, which makes one run after the other until one takes too long. */
export class Environment {
  /** Calls that were under way at once, at most. */
  mostCalls = 0;
  readonly #reconciler: Reconciler;
  #deadline = 0;
  #calls = 0;

  /** @param answer AWS */
  constructor(answer: Send) {
    const memory = new ProcessMemory();
    const onThrottled = () => memory.coolDown(new Date());
    const clients = connectedClients(HOME, (call) => this.#send(call, answer), { onThrottled });
    this.#reconciler = createReconciler(clients, {
      memory,
      now: () => new Date(),
      timeLeft: () => this.#deadline - RESERVE - Date.now(),
    });
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

  async #send(call: Sent, answer: Send): Promise<Reply> {
    this.#calls += 1;
    this.mostCalls = Math.max(this.mostCalls, this.#calls);
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    if (Date.now() >= this.#deadline) return new Promise(() => {});
    const reply = await answer(call);
    this.#calls -= 1;
    return reply;
  }
}
