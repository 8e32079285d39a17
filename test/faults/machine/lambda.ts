import type { Clients } from '../../../lib/aws/clients.ts';
import type { Reconciler } from '../../../lib/context.ts';
import type { Scope } from '../../../lib/core/event.ts';
import { RESERVE } from '../../../lib/core/limits.ts';
import { ProcessMemory } from '../../../lib/process-memory.ts';
import { reconcile } from '../../../lib/reconcile.ts';
import { type Account, WATCH } from './account.ts';
import type { Run } from './history.ts';
import { Invocation } from './invocation.ts';
import type { Call } from './services.ts';
import { type Answer, wiredClients } from './wire.ts';

const meter = { add: () => undefined };

/** A process of the function, which makes one run after the other until it dies. */
export class Lambda {
  readonly stack: string;
  readonly #account: Account;
  readonly #clients: Clients;
  readonly #memory = new ProcessMemory();
  #run: Invocation | undefined;

  constructor(account: Account, stack: string) {
    this.#account = account;
    this.stack = stack;
    this.#clients = wiredClients(
      stack,
      (call) => this.#handle(call),
      () => {
        this.#run?.retry();
        return 0;
      },
    );
  }

  /** Whether it can make a run. */
  get isFree(): boolean {
    const ending = this.#run?.record.ending;
    return ending !== 'working' && ending !== 'died';
  }

  begin(scope: Scope, plan: Run): Invocation {
    const run = new Invocation(this.#account, scope, plan);
    this.#run = run;
    reconcile(scope, this.#reconciler(run)).then(
      () => run.end('done'),
      (error) => run.end('failed', error),
    );
    return run;
  }

  /** Answers a call; never, once the process is dead. */
  #handle(call: Call): Promise<Answer> {
    return this.#run?.answer(call) ?? new Promise(() => {});
  }

  #reconciler({ deadline, record }: Invocation): Reconciler {
    const { now } = this.#account.clock;
    const write = (message: string, fields: object) => {
      const line = JSON.stringify({ message, ...fields });
      record.longestLine = Math.max(record.longestLine, line.length);
    };
    const count = (message: string, fields: object) => {
      record.lines += 1;
      write(message, fields);
    };
    return {
      ...this.#clients,
      region: this.stack,
      account: '123456789012',
      tagPrefix: 'replicate',
      allowedRegions: [],
      topicArn: `arn:aws:sns:${this.stack}:123456789012:replications`,
      watchRule: WATCH,
      memory: this.#memory,
      isPerson: false,
      limits: { giveUpAfterHours: 3, lateAfterHours: 1 },
      now,
      timeLeft: () => deadline - RESERVE - now().getTime(),
      log: { debug: write, info: count, warn: count, error: count },
      meter,
    };
  }
}
