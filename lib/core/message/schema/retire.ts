/* Messages about an old replica. */

import * as v from 'valibot';
import { FAMILY } from '../../tags/family.ts';
import { BEYOND_KEEP } from '../retirement.ts';
import {
  absent,
  account,
  finishedAt,
  id,
  madeReplica,
  OPERATION,
  outcome,
  reason,
  source,
  time,
  version,
} from './fields.ts';

/** A replica is to be deleted. */
export const retiring = v.object({
  version,
  id,
  outcome: outcome('RETIRING'),
  operation: v.pipe(v.literal('retire'), v.description(OPERATION)),
  account,
  source,
  destination: madeReplica,
  family: v.pipe(v.string(), v.regex(FAMILY), v.description('The family of the image.')),
  retireAt: v.pipe(time, v.description('The replica is not deleted before this.')),
  startedAt: absent,
  finishedAt: absent,
  durationSeconds: absent,
  attempts: absent,
  reason: v.pipe(
    v.object({
      code: v.pipe(v.literal(BEYOND_KEEP), v.description(`For RETIRING ${BEYOND_KEEP}.`)),
      ...reason,
    }),
    v.description('For RETIRING why it may go, and how to keep it.'),
  ),
});

/** A replica was deleted. */
export const retired = v.object({
  ...retiring.entries,
  outcome: outcome('RETIRED'),
  family: absent,
  retireAt: absent,
  finishedAt,
  reason: absent,
});
