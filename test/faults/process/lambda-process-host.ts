import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Invocation } from './lambda-process.ts';

/** The packaged function in a process of its own, which is started again when it has died. */
export class LambdaProcess {
  readonly #bundle: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  /** How often it was killed. */
  kills = 0;

  constructor(bundle: string, env: Record<string, string>) {
    this.#bundle = bundle;
    this.#env = env;
  }

  /** Runs the function once. @throws what the function threw. @returns whether it came to its end */
  async invoke(invocation: Invocation): Promise<boolean> {
    this.#child ??= fork(new URL('./lambda-process.ts', import.meta.url), [this.#bundle], {
      env: this.#env,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const child = this.#child;
    child.send(invocation);
    const over = new AbortController();
    const [answer] = await Promise.race([
      once(child, 'message', over),
      once(child, 'exit', over).then(() => [undefined]),
    ]);
    over.abort();
    if (answer?.error) throw new Error(answer.error);
    return answer !== undefined;
  }

  /** The process ends at once and without a chance to do anything about it. */
  kill(): void {
    if (!this.#child) return;
    this.#child.kill('SIGKILL');
    this.#child = undefined;
    this.kills += 1;
  }
}
