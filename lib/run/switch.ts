/* Turns the watch on and off. */

import { disableWatch, enableWatch } from '../aws/eventbridge.ts';
import type { Watcher } from '../context.ts';

/** Turns the watch on, if the caller has one. Throws what the SDK throws. */
export async function turnOn({ events, watchRule, memory }: Watcher): Promise<void> {
  if (watchRule === undefined) return;
  await enableWatch(await events(), watchRule);
  memory.hasTurnedOff = false;
}

/** Turns the watch off, if the caller has one. Throws what the SDK throws. */
export async function turnOff({ events, watchRule, memory, now }: Watcher): Promise<void> {
  if (watchRule === undefined) return;
  try {
    await disableWatch(await events(), watchRule);
    memory.hasTurnedOff = true;
  } catch (error) {
    memory.noteSwitchRefused(now());
    throw error;
  }
}
