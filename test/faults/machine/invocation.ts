import type { Scope } from '../../../lib/core/event.ts';
import type { Sent } from '../../../sim/harness/clients.ts';
import { TIMEOUT } from '../../../sim/harness/lambda.ts';
import type { Reply } from '../../../sim/perform.ts';
import type { Account } from './account.ts';
import type { Death, Run } from './history.ts';
import type { RunRecord } from './ledger.ts';
import { answer } from './services.ts';

/** A run, whose calls are answered one by one when they are let through. */
export class Invocation {
  readonly record: RunRecord;
  /** Milliseconds. */
  readonly deadline: number;
  readonly #account: Account;
  readonly #plan: Run;
  #waiting: (() => void)[] = [];
  #retries = 0;

  constructor(account: Account, scope: Scope, plan: Run) {
    this.#account = account;
    this.#plan = plan;
    const from = account.now();
    this.deadline = from + TIMEOUT;
    const trigger = scope.kind === 'image' ? `image ${scope.name}` : scope.trigger;
    const { runs } = account.ledger;
    const record = { number: runs.length + 1, stack: plan.stack, trigger, from, to: from };
    this.record = { ...record, ending: 'working', calls: 0, refused: [], longestLine: 0, lines: 0 };
    runs.push(this.record);
  }

  get isWorking(): boolean {
    return this.record.ending === 'working';
  }

  /** Whether a call is to be repeated and the SDK has not done so. */
  get isRetrying(): boolean {
    return this.isWorking && this.#retries > 0;
  }

  /** Calls that wait for their answer. */
  get waiting(): readonly (() => void)[] {
    return this.isWorking ? this.#waiting : [];
  }

  /** Lets one of the waiting calls through. */
  letThrough(release: () => void): void {
    this.#waiting = this.#waiting.filter((each) => each !== release);
    release();
  }

  retry(): void {
    this.#retries += 1;
  }

  end(ending: RunRecord['ending'], error?: unknown): void {
    if (!this.isWorking) return;
    Object.assign(this.record, { ending, error, to: this.#account.now() });
    if (ending === 'died') this.#account.disturb('a run died');
  }

  async answer(call: Sent): Promise<Reply> {
    if (call.attempt > 1) this.#retries -= 1;
    await new Promise<void>((release) => void this.#waiting.push(release));
    const { meanwhile } = this.#plan;
    this.record.calls += 1;
    const number = this.record.calls;
    const death = this.#account.spend() ?? this.#deathAt(number);
    if (death?.when === 'before') return this.#die();
    const reply = await answer(this.#account, this.record, call);
    if (number === meanwhile?.after) this.#account.edit(meanwhile.edit);
    return death || this.#account.now() >= this.deadline ? this.#die() : reply;
  }

  #deathAt(number: number): Death | undefined {
    const { dies } = this.#plan;
    return dies?.at === number ? dies : undefined;
  }

  #die(): Promise<never> {
    this.end('died');
    return new Promise(() => {});
  }
}
