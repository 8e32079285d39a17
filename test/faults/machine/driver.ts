import { setImmediate } from 'node:timers/promises';
import type { Invocation } from './invocation.ts';

/** Far more than anything that is no call takes, such as the reading of a file. */
const IDLE_TURNS = 100_000;

/**
 * Works runs to their ends, one call at a time.
 * @param order numbers that say which of the waiting calls is next; 0 when they are used up
 * @throws when a run waits for something that is no call
 */
export async function drive(runs: readonly Invocation[], order: readonly number[] = []) {
  const numbers = order.values();
  let idle = 0;
  while (runs.some(({ isWorking }) => isWorking)) {
    await setImmediate();
    if (runs.some(({ isRetrying }) => isRetrying)) continue;
    const busy = runs.filter(({ waiting }) => waiting.length > 0);
    const number = busy.length > 0 ? (numbers.next().value ?? 0) : 0;
    const run = busy[number % busy.length];
    const waiting = run?.waiting ?? [];
    const next = waiting[Math.floor(number / 2) % waiting.length];
    if (next) run?.letThrough(next);
    idle = next ? 0 : idle + 1;
    if (idle > IDLE_TURNS) throw new Error('a run waits for something that is no call');
  }
}
