/* Probes of deletion: authorization by tag, and how long an image is DELETING. */

import { DeleteImageCommand, type Image } from '@aws-sdk/client-appstream';
import { faultFrom } from '../../../lib/aws/errors.ts';
import { minutesBetween } from '../../../lib/core/time.ts';
import { answerTo, type Observation } from '../observation.ts';
import { narrowed } from './narrowed.ts';
import { type Copy, isSeen, look, note, pause, since, TAG, type Trial, tag } from './trial.ts';

/** Minutes for which a refusal counts as a lag: the narrowed credentials last little longer. */
const LAG_MINUTES = 10;
/** Minutes for which an image that is DELETING is followed. */
const DELETING_MINUTES = 60;

/** Deletes a copy that is AVAILABLE, and sees what AWS answers. Each call comes after a look: something else may have the name by now. */
export async function remove(trial: Trial, copy: Copy): Promise<void> {
  const image = await look(trial, copy);
  if (!image) return;
  const byTag = await note(trial, 'tag-authorization', () => removeByTag(trial, copy, image));
  const isDeleted = 'seen' in byTag || isSeen(await deleteOwn(trial, copy), 'accepted');
  if (!isDeleted) return;
  trial.say(`deleted ${copy.name}`);
  const deletedAt = trial.io.now();
  const isGone = (await look(trial, copy)) === undefined;
  await note(trial, 'delete-while-deleting', () =>
    isGone ? Promise.resolve({ unknown: 'the image was gone at once' }) : deleteOwn(trial, copy),
  );
  await note(trial, 'delete-duration', () =>
    isGone ? Promise.resolve({ seen: 'gone at once' }) : untilGone(trial, copy, deletedAt),
  );
}

/** Tags the copy, and deletes it with a permission that rests on that tag. */
async function removeByTag(trial: Trial, copy: Copy, image: Image): Promise<Observation> {
  const key = `${TAG}:delete`;
  const client = await narrowed(trial, key);
  if ('unknown' in client) return client;
  const tagged = await tag(trial, image, { [key]: trial.run });
  if (!isSeen(tagged, 'accepted')) return { unknown: 'the copy cannot be tagged' };
  const taggedAt = trial.io.now();
  let seen = 'at once';
  for (;;) {
    try {
      await client.send(new DeleteImageCommand({ Name: copy.name }));
      return { seen };
    } catch (error) {
      const isLag = faultFrom(error).kind === 'denied';
      if (!isLag || minutesBetween(taggedAt, trial.io.now()) >= LAG_MINUTES) throw error;
    }
    await pause(trial);
    if (!(await look(trial, copy))) return { unknown: 'the copy is gone' };
    seen = `after ${since(taggedAt, trial.io.now())}`;
  }
}

async function untilGone(trial: Trial, copy: Copy, deletedAt: Date): Promise<Observation> {
  while (minutesBetween(deletedAt, trial.io.now()) < DELETING_MINUTES) {
    await pause(trial);
    const image = await look(trial, copy);
    if (!image) return { seen: `DELETING for ${since(deletedAt, trial.io.now())}` };
  }
  return { seen: `DELETING for more than ${DELETING_MINUTES} minutes` };
}

/** What AWS answers to the deletion of a copy, which is looked at first. */
async function deleteOwn(trial: Trial, copy: Copy): Promise<Observation> {
  if (!(await look(trial, copy))) return { unknown: 'the copy is gone' };
  const command = new DeleteImageCommand({ Name: copy.name });
  return answerTo(trial.clients.appstream(trial.destination).send(command), () => 'accepted');
}
