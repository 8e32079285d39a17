import type { Scope } from '../../../lib/core/event.ts';
import type { Simulation } from '../../../sim/index.ts';
import { Environment } from './environment.ts';
import type { Runs } from './load.ts';

const MINUTE = 60_000;
const RETRIES = 2;

/** The function in Lambda, which makes an environment for each run that finds none free. */
export class LambdaFunction {
  readonly runs: Runs = { count: 0, environments: 0, failed: 0, died: 0, mostCalls: 0 };
  readonly #simulation: Simulation;
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
    return new Environment((call) => this.#simulation.answer(call));
  }
}
