/* Lets simulated time pass with ticks and sweeps, and collects the events. */

import { SWEEP_MINUTES } from '../../sim/harness/live.ts';
import type { Rig } from './rig.ts';

export const MINUTE = 60_000;

export { SWEEP_MINUTES };

/**
 * Lets simulated time go by until `done`: the watch, while it is on, ticks at every full minute, and the sweep runs at
 * every thirtieth. Events arrive at once.
 * @throws when it is not done after a simulated month
 */
export async function live(
  rig: Rig,
  done: () => boolean,
  events: readonly unknown[],
): Promise<void> {
  for (let delivered = 0; !done(); ) {
    for (; delivered < events.length; delivered += 1) await rig.deliver(events[delivered]);
    const minute = Math.floor(rig.elapsed() / MINUTE) + 1;
    if (minute > 31 * 24 * 60) throw new Error('it does not come to its end');
    rig.waitUntil(minute * MINUTE);
    if (minute % SWEEP_MINUTES === 0) await rig.run({ kind: 'all', trigger: 'sweep' });
    if (rig.isWatching()) await rig.run({ kind: 'all', trigger: 'tick' });
  }
}

/** What EventBridge is told from now on. The list grows. */
export function eventsOf(rig: Rig): readonly unknown[] {
  const events: unknown[] = [];
  rig.simulation.onEvent((event) => void events.push(event));
  return events;
}
