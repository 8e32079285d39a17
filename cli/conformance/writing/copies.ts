/* Probes of copies as they begin. */

import type { Image } from '@aws-sdk/client-appstream';
import { phaseOf } from '../../../lib/core/image.ts';
import { INVISIBLE_MINUTES } from '../../../lib/core/limits.ts';
import { deleteCommand } from '../../../lib/core/message/aws-cli.ts';
import { partitionOf } from '../../../lib/core/region.ts';
import { minutesBetween } from '../../../lib/core/time.ts';
import type { Observation } from '../observation.ts';
import {
  askForCopy,
  begin,
  type Copy,
  isAccepted,
  isSeen,
  look,
  note,
  pause,
  since,
  TAG,
  type Trial,
  tag,
} from './trial.ts';

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

/** Whether a copy goes on. Whatever else AWS calls a state, it is none of an end. */
export function isInFlight({ State }: Image): boolean {
  return phaseOf(`${State}`) === 'UNSETTLED';
}
