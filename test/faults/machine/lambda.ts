import type { Clients } from '../../../lib/aws/clients.ts';
import type { Reconciler } from '../../../lib/context.ts';
import type { Scope } from '../../../lib/core/event.ts';
import { RESERVE } from '../../../lib/core/limits.ts';
import { parseRuleSets } from '../../../lib/core/tags/rule-sets.ts';
import { ProcessMemory } from '../../../lib/process-memory.ts';
import { reconcile } from '../../../lib/reconcile.ts';
import { connectedClients, type Sent } from '../../../sim/harness/clients.ts';
import { createReconciler, logTo } from '../../../sim/harness/reconciler.ts';
import type { Reply } from '../../../sim/perform.ts';
import type { Account } from './account.ts';
import type { Run } from './history.ts';
import { Invocation } from './invocation.ts';
import { wrongMemory } from './wrong-memory.ts';

/** A process of the function, which makes one run after the other until it dies. */
export class Lambda {
  readonly stack: string;
  readonly #account: Account;
  readonly #clients: Clients;
  #memory = new ProcessMemory();
  #run: Invocation | undefined;

  constructor(account: Account, stack: string) {
    this.#account = account;
    this.stack = stack;
    this.#clients = connectedClients(stack, (call) => this.#handle(call), {
      retryDelay: () => {
        this.#run?.retry();
        return 0;
      },
      onThrottled: () => this.#memory.coolDown(account.clock.now()),
    });
  }

  /** Whether it can make a run. */
  get isFree(): boolean {
    const ending = this.#run?.record.ending;
    return ending !== 'working' && ending !== 'died';
  }

  begin(scope: Scope, plan: Run): Invocation {
    const run = new Invocation(this.#account, scope, plan);
    this.#run = run;
    this.#memory = this.#memoryOf(run);
    reconcile(scope, this.#reconciler(run)).then(
      () => run.end('done'),
      (error) => run.end('failed', error),
    );
    return run;
  }

  #memoryOf({ record }: Invocation): ProcessMemory {
    switch (this.#account.memory) {
      case 'kept':
        return this.#memory;
      case 'none':
        return new ProcessMemory();
      case 'wrong':
        return wrongMemory(this.#account, this.stack, record.number);
    }
  }

  /** Answers a call; never, once the process is dead. */
  #handle(call: Sent): Promise<Reply> {
    return this.#run?.answer(call) ?? new Promise(() => {});
  }

  #reconciler({ deadline, record }: Invocation): Reconciler {
    const { now } = this.#account.clock;
    return createReconciler(this.#clients, {
      region: this.stack,
      memory: this.#memory,
      shareAccounts: this.#account.accountsAt(record.from),
      ruleSets: parseRuleSets(this.#account.setsAt(record.from)).sets,
      limits: { giveUpAfterHours: 3, lateAfterHours: 1 },
      now,
      timeLeft: () => deadline - RESERVE - now().getTime(),
      log: logTo((level, message, fields) => {
        if (level !== 'debug') record.lines += 1;
        const line = JSON.stringify({ message, ...fields });
        record.longestLine = Math.max(record.longestLine, line.length);
      }),
    });
  }
}
