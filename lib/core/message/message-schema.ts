/* What a message is, by outcome: its type, message.schema.json and the docs' table of fields come from here. */

import * as v from 'valibot';
import type { ReadOnly } from '../read-only.ts';
import { failed, imageFailed, late, succeeded } from './schema/copy.ts';
import {
  account,
  arn,
  durationSeconds,
  finishedAt,
  id,
  madeReplica,
  name,
  reason,
  region,
  replica,
  source,
  startedAt,
  time,
  version,
} from './schema/fields.ts';
import { retired, retiring } from './schema/retire.ts';
import { rolledOut, rolloutFailed } from './schema/rollout.ts';

/** What subscribers receive, one shape for each outcome. */
export const messageSchema = v.pipe(
  v.variant('outcome', [
    succeeded,
    failed,
    imageFailed,
    late,
    retiring,
    retired,
    rolledOut,
    rolloutFailed,
  ]),
  v.title('AppStream Image Replicator message, version 1'),
  v.description(
    'What subscribers of the topic receive. Fields may be added freely; a change or removal of one changes version.',
  ),
);

/** What message.schema.json says once. */
export const messageParts = {
  imageArn: arn,
  imageName: name,
  region,
  time,
  version,
  id,
  account,
  source,
  madeReplica,
  replica,
  startedAt,
  finishedAt,
  durationSeconds,
  ...reason,
};

/** What subscribers receive. */
export type Message = ReadOnly<v.InferOutput<typeof messageSchema>>;
