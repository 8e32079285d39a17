/* `run`: reconciles once, as the deployed function does. */

import type { Exit } from '../exit.ts';
import { type FollowOptions, follow } from '../follow/follow.ts';
import type { Io } from '../io.ts';
import { observe } from '../overview/observe.ts';
import { insist, scopesOf } from '../overview/scope.ts';
import { type ActingOptions, openReconciler } from '../reconciler.ts';

export interface RunOptions extends ActingOptions, FollowOptions {}

/** Reconciles once, as the deployed function does, and with `--wait` follows everything to its end. */
export async function run(names: readonly string[], options: RunOptions, io: Io): Promise<Exit> {
  const reconciler = await openReconciler(options, io);
  if (names.length > 0) {
    await insist(names, await observe(scopesOf(names), reconciler), reconciler);
  }
  return follow(names, reconciler, options, io);
}
