/* The probes that write: one full copy of an image, and what surrounds it. */

import { explain } from '../../errors.ts';
import { cleanUp } from './clean-up.ts';
import { beginCopies } from './copies.ts';
import { follow } from './follow.ts';
import { remove } from './removal.ts';
import { examine } from './replica.ts';
import { Stopped, type Trial } from './trial.ts';

/** What became of the probes. */
export interface Written {
  /** Why what was not observed is unknown. */
  readonly ended: string;
  /** Names of the copies that could not be deleted. */
  readonly left: readonly string[];
}

/** Makes the copies, observes them and deletes them again. Never throws. */
export async function write(trial: Trial): Promise<Written> {
  let ended: string;
  try {
    // From the first wait on, Ctrl-C ends the command in good order.
    ended = (await trial.io.wait(0)) ? await play(trial) : 'it was stopped';
  } catch (error) {
    ended = error instanceof Stopped ? 'it was stopped' : explain(error);
  }
  return { ended, left: await cleanUp(trial) };
}

async function play(trial: Trial): Promise<string> {
  const inFlight = await beginCopies(trial);
  if ('seen' in inFlight) return `AWS refused the copy: ${inFlight.seen}`;
  if ('unknown' in inFlight) return inFlight.unknown;
  const image = await follow(trial, inFlight);
  if (image?.State !== 'AVAILABLE') return 'the copy did not succeed';
  await examine(trial, inFlight.first, image);
  await remove(trial, inFlight.first);
  return 'it could not be tried';
}
