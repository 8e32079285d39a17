/* The loop of clock, tick and sweep, as the stack's rules bring them. */

/** The stack's default: minutes from one sweep to the next. */
export const SWEEP_MINUTES = 30;

/** A deployed stack. */
export interface Deployed {
  isWatching(): boolean;
  /** What EventBridge starts: every minute while the watch is on, and twice an hour. */
  run(trigger: 'tick' | 'sweep'): Promise<unknown>;
}

/** Goes through minutes. @param nextMinute moves the clock */
export async function live(
  minutes: number,
  nextMinute: () => void,
  stacks: readonly Deployed[],
): Promise<void> {
  for (let minute = 1; minute <= minutes; minute += 1) {
    nextMinute();
    for (const stack of stacks) {
      if (stack.isWatching()) await stack.run('tick');
      if (minute % SWEEP_MINUTES === 0) await stack.run('sweep');
    }
  }
}
