import type { Clients } from '../../../lib/aws/clients.ts';
import { type Reconciler, reconcile, type Scope } from '../../../lib/reconcile.ts';
import { type Account, WATCH } from './account.ts';
import type { Run } from './history.ts';
import type { RunRecord } from './ledger.ts';
import { answer, type Call } from './services.ts';
import { type Answer, wiredClients } from './wire.ts';

/** What Lambda gives a run, and what the handler keeps back of it, in milliseconds. */
const TIMEOUT = 300_000;
const RESERVE = 60_000;

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const meter = { add: quiet };

/** A process of the function, which makes one run after the other until it dies. */
export class Lambda {
  readonly stack: string;
  readonly #account: Account;
  readonly #clients: Clients;
  #run: Invocation | undefined;

  constructor(account: Account, stack: string) {
    this.#account = account;
    this.stack = stack;
    this.#clients = wiredClients(
      stack,
      (call) => this.#handle(call),
      () => this.#run?.retry(),
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
    reconcile(scope, this.#reconciler(run.deadline)).then(
      () => run.end('done'),
      (error) => run.end('failed', error),
    );
    return run;
  }

  /** Answers a call; never, once the process is dead. */
  #handle(call: Call): Promise<Answer> {
    return this.#run?.answer(call) ?? new Promise(() => {});
  }

  #reconciler(deadline: number): Reconciler {
    const { now } = this.#account.clock;
    return {
      ...this.#clients,
      region: this.stack,
      tagPrefix: 'replicate',
      topicArn: `arn:aws:sns:${this.stack}:123456789012:replications`,
      watchRule: WATCH,
      limits: { giveUpAfterHours: 3, lateAfterHours: 1 },
      now,
      timeLeft: () => deadline - RESERVE - now().getTime(),
      log,
      meter,
    };
  }
}

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
    this.record = { ...record, ending: 'working', calls: 0, refused: [] };
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

  async answer(call: Call): Promise<Answer> {
    if (!call.headers['amz-sdk-request']?.startsWith('attempt=1;')) this.#retries -= 1;
    await new Promise<void>((release) => void this.#waiting.push(release));
    const { dies, meanwhile } = this.#plan;
    this.record.calls += 1;
    const number = this.record.calls;
    this.#account.spend();
    if (number === dies?.at && dies.when === 'before') return this.#die();
    const reply = await answer(this.#account, this.record, call);
    if (number === meanwhile?.after) this.#account.edit(meanwhile.edit);
    return number === dies?.at || this.#account.now() >= this.deadline ? this.#die() : reply;
  }

  #die(): Promise<never> {
    this.end('died');
    return new Promise(() => {});
  }
}
