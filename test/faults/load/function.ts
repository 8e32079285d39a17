import type { Scope } from '../../../lib/core/event.ts';
import type { Simulation } from '../../../sim/index.ts';
import type { Call } from '../machine/services.ts';
import { textOf } from '../machine/services.ts';
import { Topic } from '../machine/topic.ts';
import type { Answer } from '../machine/wire.ts';
import { Environment } from './environment.ts';
import type { Runs } from './load.ts';

const MINUTE = 60_000;
const RETRIES = 2;

/** The function in Lambda, which makes an environment for each run that finds none free. */
export class LambdaFunction {
  readonly runs: Runs = { count: 0, environments: 0, failed: 0, died: 0, mostCalls: 0, told: {} };
  readonly #simulation: Simulation;
  readonly #topic = new Topic();
  readonly #free: Environment[] = [];
  #running = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  get isBusy(): boolean {
    return this.#running > 0;
  }

  /** Runs the function. What fails is tried again a minute and then two minutes later, as Lambda does. */
  async invoke(scope: Scope, retry = 0): Promise<void> {
    const environment = this.#free.pop() ?? this.#make();
    this.#running += 1;
    this.runs.count += 1;
    const ending = await environment.run(scope);
    this.#running -= 1;
    this.runs.mostCalls = Math.max(this.runs.mostCalls, environment.mostCalls);
    if (ending !== 'died') this.#free.push(environment);
    if (ending === 'done') return;
    this.runs[ending] += 1;
    if (retry < RETRIES) setTimeout(() => void this.invoke(scope, retry + 1), (retry + 1) * MINUTE);
  }

  #make(): Environment {
    this.runs.environments += 1;
    return new Environment((call) => this.#answer(call));
  }

  async #answer({ headers, body }: Call): Promise<Answer> {
    const text = textOf(body);
    const target = headers['x-amz-target'];
    if (target === undefined) return this.#publish(text);
    const { authorization } = headers;
    const { status, body: answered } = await this.#simulation.answer({
      target,
      authorization,
      body: text,
    });
    return { status, body: JSON.stringify(answered) };
  }

  #publish(form: string): Answer {
    const { reply, message } = this.#topic.answer(form);
    const { told } = this.runs;
    if (message) told[message.outcome] = (told[message.outcome] ?? 0) + 1;
    return reply;
  }
}
