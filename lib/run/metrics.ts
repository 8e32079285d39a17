/* The metrics of a run: counted while it runs, sent at its end. */

import type { Meter } from '../context.ts';

/** What is counted, as it is added to a meter. */
export type Counted = Parameters<Meter['add']>;

/** Counts until the end of a run. What sends the metrics is loaded by the first run that counts something. */
export class RunMeter implements Meter {
  #counted: Counted[] = [];

  add(...counted: Counted): void {
    this.#counted.push(counted);
  }

  /** Sends what was counted since the last time. */
  async send(log: { error(message: string): void }): Promise<void> {
    const counted = this.#counted;
    if (counted.length === 0) return;
    this.#counted = [];
    const { sendMetrics } = await import('../later.ts');
    sendMetrics(counted, log);
  }
}
