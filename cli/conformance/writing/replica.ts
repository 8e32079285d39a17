/* Probes of a copy that is AVAILABLE: its tags, its permissions, its record. */

import {
  DeleteImagePermissionsCommand,
  type Image,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-appstream';
import { minutesBetween } from '../../../lib/core/time.ts';
import { answerTo, type Observation } from '../observation.ts';
import { recordsOf } from '../reading/events.ts';
import { type Copy, isSeen, note, TAG, type Trial, tag } from './trial.ts';

/** Tags that an image can have (AppStream API, `TagResource`). */
const MAX_TAGS = 50;
/** An account that no image is shared with: the one of AWS's examples. */
const STRANGER = '111122223333';
/** Minutes until CloudTrail shows a record (CloudTrail user guide, "How CloudTrail works"). */
const TRAIL_MINUTES = 15;

/** Sees what AWS answers about a copy that is AVAILABLE. */
export async function examine(trial: Trial, copy: Copy, image: Image): Promise<void> {
  await note(trial, 'tag-listed', () => tagListed(trial, image));
  await note(trial, 'tag-limit', () => tagLimit(trial, image));
  await note(trial, 'unshare-missing', () => unshareMissing(trial, copy));
  await note(trial, 'event-of-copy', () => eventOfCopy(trial, copy));
}

async function tagListed(trial: Trial, image: Image): Promise<Observation> {
  const key = `${TAG}:listed`;
  const answer = await tag(trial, image, { [key]: trial.run });
  if (!isSeen(answer, 'accepted')) return answer;
  const command = new ListTagsForResourceCommand({ ResourceArn: image.Arn });
  const client = trial.clients.appstream(trial.destination);
  return answerTo(client.send(command), ({ Tags = {} }) => (key in Tags ? 'at once' : 'later'));
}

/** The copy has a tag already, so that so many more are too many. */
function tagLimit(trial: Trial, image: Image): Promise<Observation> {
  const keys = Array.from({ length: MAX_TAGS }, (_, at) => `${TAG}:${at}`);
  return tag(trial, image, Object.fromEntries(keys.map((key) => [key, trial.run])));
}

function unshareMissing(trial: Trial, { name }: Copy): Promise<Observation> {
  const command = new DeleteImagePermissionsCommand({ Name: name, SharedAccountId: STRANGER });
  const client = trial.clients.appstream(trial.destination);
  return answerTo(client.send(command), () => 'accepted');
}

async function eventOfCopy(trial: Trial, { name, startedAt }: Copy): Promise<Observation> {
  if (minutesBetween(startedAt, trial.io.now()) < TRAIL_MINUTES) {
    return { unknown: `CloudTrail takes ${TRAIL_MINUTES} minutes to show a record` };
  }
  const client = trial.clients.cloudTrail(trial.destination);
  const records = await Promise.all(
    ['CreateImage', 'CopyImage'].map((of) => recordsOf(client, of)),
  );
  const found = records
    .flat()
    .find((each) => each.awsRegion === trial.destination && JSON.stringify(each).includes(name));
  return { seen: found ? `yes, ${found.eventName}` : 'no' };
}
