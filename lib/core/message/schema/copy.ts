/* Messages about a replication: how it ended, that it takes long, and that a replica could not be shared. */

import * as v from 'valibot';
import { IMAGE_FAILURES, OWN_FAILURES } from '../failure-code.ts';
import { WAITS } from '../wait-code.ts';
import {
  absent,
  account,
  code,
  codes,
  durationSeconds,
  finishedAt,
  id,
  madeReplica,
  OPERATION,
  outcome,
  reason,
  replica,
  source,
  startedAt,
  version,
  WHY_FAILED,
} from './fields.ts';

const operation = v.pipe(v.literal('copy'), v.description(OPERATION));
const copyOrShare = v.pipe(v.picklist(['copy', 'share']), v.description(OPERATION));
const attempts = (least: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.description('Copies that AWS accepted.'));

const failureCode = code(`A ${codes(Object.keys(OWN_FAILURES))}`);
const imageFailureCode = v.pipe(
  v.picklist(IMAGE_FAILURES),
  v.description(`Without a destination it is ${IMAGE_FAILURES.join(' or ')}.`),
);
const waitCode = code(`For LATE a ${codes(Object.values(WAITS))}`);

/** A replica is there. */
export const succeeded = v.object({
  version,
  id,
  outcome: outcome('SUCCEEDED'),
  operation,
  account,
  source,
  destination: madeReplica,
  startedAt,
  finishedAt,
  durationSeconds,
  attempts: attempts(1),
  reason: absent,
});

/** No replica could be made, or it could not be shared. */
export const failed = v.object({
  ...succeeded.entries,
  outcome: outcome('FAILED'),
  operation: copyOrShare,
  destination: replica,
  attempts: attempts(0),
  reason: v.pipe(v.object({ code: failureCode, ...reason }), v.description(WHY_FAILED)),
});

/** The source image as a whole cannot be replicated. */
export const imageFailed = v.object({
  ...failed.entries,
  operation,
  destination: v.optional(
    v.pipe(
      v.never(),
      v.description('Absent when the failure is about the source image as a whole.'),
    ),
  ),
  reason: v.pipe(v.object({ code: imageFailureCode, ...reason }), v.description(WHY_FAILED)),
});

/** A copy takes long, or the wait for one does. */
export const late = v.object({
  ...failed.entries,
  outcome: outcome('LATE'),
  operation,
  finishedAt: absent,
  reason: v.optional(
    v.pipe(
      v.object({ code: waitCode, ...reason }),
      v.description('For LATE why it waits; absent for a copy that takes long.'),
    ),
  ),
});
