/* Deletes every copy that was made, however the probes ended. */

import { DeleteImageCommand } from '@aws-sdk/client-appstream';
import { INVISIBLE_MINUTES } from '../../../lib/core/limits.ts';
import { deleteCommand } from '../../../lib/core/message/aws-cli.ts';
import { minutesBetween } from '../../../lib/core/time.ts';
import { explain } from '../../errors.ts';
import { type Copy, isAccepted, look, TAG, type Trial, tag } from './trial.ts';

/** Minutes for which copies that cannot be deleted yet are waited for. */
const PATIENCE = 12 * 60;

/** Deletes the copies. @returns the names of those that are left, when AWS does not let them go for too long */
export async function cleanUp(trial: Trial): Promise<string[]> {
  const { copies, io, say, interval, destination } = trial;
  const begun = io.now();
  let left = await attempt(trial, copies);
  if (left.length > 0) {
    say('trying until AWS deletes every copy; Ctrl-C again leaves them, and these delete them:');
    for (const { name } of left) say(`  ${deleteCommand(destination, name)}`);
  }
  while (left.length > 0 && minutesBetween(begun, io.now()) < PATIENCE) {
    await io.sleep(interval);
    left = await attempt(trial, left);
  }
  return left.map(({ name }) => name);
}

async function attempt(trial: Trial, copies: readonly Copy[]): Promise<Copy[]> {
  const left: Copy[] = [];
  for (const copy of copies) {
    if (!(await isGone(trial, copy))) left.push(copy);
  }
  return left;
}

/** Looks at the copy right before it is deleted: something else may have its name by now. */
async function isGone(trial: Trial, copy: Copy): Promise<boolean> {
  const client = trial.clients.appstream(trial.destination);
  try {
    const image = await look(trial, copy);
    if (!image) return !mayAppear(trial, copy);
    if (image.State === 'DELETING') return true;
    // A permission to delete may rest on a tag.
    await tag(trial, image, { [`${TAG}:delete`]: trial.run });
    await client.send(new DeleteImageCommand({ Name: copy.name }));
    trial.say(`deleted ${copy.name}`);
    return true;
  } catch (error) {
    const refusal = explain(error);
    if (refusal !== copy.refusal) trial.say(`not deleted yet: ${refusal}`);
    copy.refusal = refusal;
    return false;
  }
}

/** A copy that AWS accepted, or did not answer for, may not be listed yet. */
function mayAppear({ io }: Trial, copy: Copy): boolean {
  const isBegun = isAccepted(copy) || 'unknown' in copy.answer;
  const isRecent = minutesBetween(copy.startedAt, io.now()) < INVISIBLE_MINUTES;
  return isBegun && !copy.listed && isRecent;
}
