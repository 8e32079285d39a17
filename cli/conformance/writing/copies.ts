/* Probes of copies as they begin and while they are in flight. */

import { DeleteImageCommand, type Image } from '@aws-sdk/client-appstream';
import { INVISIBLE_MINUTES } from '../../../lib/core/limits.ts';
import { partitionOf } from '../../../lib/core/region.ts';
import { minutesBetween } from '../../../lib/core/time.ts';
import { explain } from '../../errors.ts';
import { answerTo, type Observation } from '../observation.ts';
import { deleteCommand } from './clean-up.ts';
import {
  askForCopy,
  begin,
  type Copy,
  isAccepted,
  isSeen,
  look,
  note,
  pause,
  Stopped,
  since,
  TAG,
  type Trial,
  tag,
} from './trial.ts';

/** Looks that may fail on end. */
const FAILURES = 5;
const REFUSED_AT_CALL = 'LimitExceededException at the call';

/** The copies in flight: one to follow, one to delete, and one that is more than the quota allows. */
export interface InFlight {
  readonly first: Copy;
  readonly second: Copy;
  readonly third: Copy | undefined;
}

/** Begins the copies. @returns what AWS answers, when it refuses even the first */
export async function beginCopies(trial: Trial): Promise<InFlight | Observation> {
  await note(trial, 'unreachable-destination', () => copyOut(trial));
  const first = await begin(trial);
  await noteRefusal(trial, first);
  if (!isAccepted(first)) return first.answer;
  await observeListing(trial, first);
  await note(trial, 'name-check', () => askForCopy(trial, first.name));
  const second = await begin(trial);
  await noteRefusal(trial, second);
  const third = isAccepted(second) ? await begin(trial) : undefined;
  if (third) await noteRefusal(trial, third);
  return { first, second, third };
}

/** Asks for a copy into another partition, to which no credentials reach. */
async function copyOut(trial: Trial): Promise<Observation> {
  const region = partitionOf(trial.region) === 'aws' ? 'us-gov-west-1' : 'us-east-1';
  const answer = await askForCopy(trial, trial.run, region);
  if (isSeen(answer, 'accepted')) trial.say(`delete it: ${deleteCommand(region, trial.run)}`);
  return answer;
}

async function noteRefusal(trial: Trial, { answer }: Copy): Promise<void> {
  if (isSeen(answer, 'LimitExceededException')) {
    await note(trial, 'quota-check', async () => ({ seen: REFUSED_AT_CALL }));
  }
}

async function observeListing(trial: Trial, copy: Copy): Promise<void> {
  let image = await look(trial, copy);
  let seen = 'at once';
  while (!image && minutesBetween(copy.startedAt, trial.io.now()) < INVISIBLE_MINUTES) {
    await pause(trial);
    image = await look(trial, copy);
    seen = `after ${since(copy.startedAt, trial.io.now())}`;
  }
  const unlisted = { unknown: `the copy is not listed after ${INVISIBLE_MINUTES} minutes` };
  await note(trial, 'replica-listed', async () => (image ? { seen } : unlisted));
  await note(trial, 'replica-first-state', async () =>
    image ? { seen: `${image.State}` } : unlisted,
  );
  if (image) await note(trial, 'tag-while-copying', () => tagInFlight(trial, image));
}

async function tagInFlight(trial: Trial, image: Image): Promise<Observation> {
  if (!isInFlight(image)) return { unknown: `the copy was ${image.State} at once` };
  return tag(trial, image, { [TAG]: trial.run });
}

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
  if (image?.State === 'PENDING') return;
  await note(trial, 'delete-while-copying', async () => {
    if (image?.State !== 'COPYING') return { unknown: `the copy was ${image?.State ?? 'gone'}` };
    const command = new DeleteImageCommand({ Name: copy.name });
    const client = trial.clients.appstream(trial.destination);
    return answerTo(client.send(command), () => 'accepted');
  });
}

async function noteEnd(trial: Trial, { first }: InFlight, image: Image | undefined): Promise<void> {
  await note(trial, 'copy-duration', async () => {
    if (image?.State === 'AVAILABLE') return { seen: since(first.startedAt, trial.io.now()) };
    const why = image?.StateChangeReason?.Code ?? image?.State ?? 'it is gone';
    return { unknown: `the copy did not succeed: ${why}` };
  });
  if (!trial.observations.has('quota-check')) {
    await note(trial, 'quota-check', async () => ({
      unknown: 'three copies at once were accepted: the quota of copies is higher than 2',
    }));
  }
}

function isInFlight({ State }: Image): boolean {
  return State === 'PENDING' || State === 'COPYING';
}
