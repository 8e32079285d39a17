/* Probes of copies while they are in flight. */

import { DeleteImageCommand, type Image } from '@aws-sdk/client-appstream';
import { explain } from '../../errors.ts';
import { FAILURES } from '../../failures.ts';
import { answerTo } from '../observation.ts';
import { placeOfReason } from '../reading/owners.ts';
import { type InFlight, isInFlight } from './copies.ts';
import { type Copy, isAccepted, look, note, pause, Stopped, since, type Trial } from './trial.ts';

/** Follows the copies until the first has ended. @returns it, as it ended */
export async function follow(trial: Trial, inFlight: InFlight): Promise<Image | undefined> {
  let failures = 0;
  let said = '';
  for (;;) {
    await pause(trial);
    try {
      const image = await lookAtAll(trial, inFlight);
      failures = 0;
      const state = `${inFlight.first.name} is ${image?.State ?? 'not listed'}`;
      if (state !== said) trial.say(state);
      said = state;
      if (image && isInFlight(image)) continue;
      await noteEnd(trial, inFlight, image);
      return image;
    } catch (error) {
      failures += 1;
      if (error instanceof Stopped || failures === FAILURES) throw error;
      trial.say(`${explain(error)}; trying again`);
    }
  }
}

async function lookAtAll(
  trial: Trial,
  { first, second, third }: InFlight,
): Promise<Image | undefined> {
  if (isAccepted(second) && !trial.observations.has('delete-while-copying')) {
    await deleteInFlight(trial, second);
  }
  if (third && isAccepted(third) && (await look(trial, third))?.State === 'FAILED') {
    await note(trial, 'quota-check', async () => ({ seen: 'accepted, then FAILED' }));
  }
  return look(trial, first);
}

async function deleteInFlight(trial: Trial, copy: Copy): Promise<void> {
  const image = await look(trial, copy);
  if (image ? image.State === 'PENDING' : !copy.listed) return;
  await note(trial, 'delete-while-copying', async () => {
    if (image?.State !== 'COPYING') return { unknown: `the copy was ${image?.State ?? 'gone'}` };
    const command = new DeleteImageCommand({ Name: copy.name });
    const client = trial.clients.appstream(trial.destination);
    return answerTo(client.send(command), () => 'accepted');
  });
}

async function noteEnd(
  trial: Trial,
  { first, third }: InFlight,
  image: Image | undefined,
): Promise<void> {
  await note(trial, 'copy-duration', async () => {
    if (image?.State === 'AVAILABLE') return { seen: since(first.startedAt, trial.io.now()) };
    const why = image?.StateChangeReason?.Code ?? image?.State ?? 'it is gone';
    return { unknown: `the copy did not succeed: ${why}` };
  });
  if (image?.State === 'FAILED') {
    trial.observations.set('failed-copy-reason', { seen: placeOfReason(image) });
  }
  if (trial.observations.has('quota-check')) return;
  const isHigher = third !== undefined && isAccepted(third);
  await note(trial, 'quota-check', async () => ({
    unknown: isHigher
      ? 'three copies at once were accepted: the quota of copies is higher than 2'
      : 'three copies at once could not be asked for',
  }));
}
