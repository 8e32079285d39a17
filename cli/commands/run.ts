/* `run`: reconciles once, as the deployed function does. */

import { rollOut } from '../../lib/rollout.ts';
import { EXIT, type Exit } from '../exit.ts';
import { type FollowOptions, follow } from '../follow/follow.ts';
import { type Io, print } from '../io.ts';
import { observe } from '../overview/observe.ts';
import { isAbout } from '../overview/rollout.ts';
import { insist, scopesOf } from '../overview/scope.ts';
import { type ActingOptions, insistOnRollout, openReconciler } from '../reconciler.ts';
import { plural } from '../render/words.ts';

export interface RunOptions extends ActingOptions, FollowOptions {
  /** Move fleets as well. */
  readonly fleets?: boolean;
}

/** Reconciles once, as the deployed function does, and with `--wait` follows everything to its end; then, with `--fleets`, moves the fleets that `plan` shows for these images. */
export async function run(names: readonly string[], options: RunOptions, io: Io): Promise<Exit> {
  const reconciler = await openReconciler(options, io);
  if (options.fleets) insistOnRollout(reconciler);
  if (names.length > 0) {
    await insist(names, await observe(scopesOf(names), reconciler), reconciler);
  }
  const exit = await follow(names, reconciler, options, io);
  if (!options.fleets || io.stoppedBy?.()) return exit;
  const { done } = await rollOut({}, reconciler, (fleet) => isAbout(fleet, names));
  print(io.stderr, `Fleets: ${plural(done['update fleet'] ?? 0, 'fleet')} updated.`);
  return done['announce failure'] ? EXIT.failed : exit;
}
