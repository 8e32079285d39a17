/* Messages about a fleet. */

import * as v from 'valibot';
import { FLEET_FAILURES } from '../failure-code.ts';
import {
  absent,
  account,
  arn,
  code,
  codes,
  finishedAt,
  id,
  madeReplica,
  name,
  OPERATION,
  outcome,
  reason,
  region,
  source,
  text,
  version,
  WHY_FAILED,
} from './fields.ts';

const fleetArn = v.pipe(
  v.string(),
  v.regex(/^arn:aws[a-z-]*:appstream:[a-z0-9-]+:[0-9]{12}:fleet\/.+$/),
  v.title('ARN'),
);
const fleetImage = v.object({
  arn: v.optional(v.pipe(arn, v.description('Absent when it is not known.'))),
  name,
});
const rollout = v.pipe(v.literal('rollout'), v.description(OPERATION));

/** A fleet has another image. */
export const rolledOut = v.object({
  version,
  id,
  outcome: outcome('ROLLED_OUT'),
  operation: rollout,
  account,
  source,
  destination: madeReplica,
  fleet: v.pipe(
    v.object({
      arn: fleetArn,
      name,
      region,
      imageBefore: v.optional(v.pipe(fleetImage, v.description('The image that it had before.'))),
      image: v.object({ arn, name }),
    }),
    v.description('The fleet, and the image that it has.'),
  ),
  startedAt: absent,
  finishedAt,
  durationSeconds: absent,
  attempts: absent,
  reason: absent,
  hint: v.pipe(
    text,
    v.description('For ROLLED_OUT what becomes of sessions and how to go back, a line each.'),
  ),
});

const fleetFailureCode = code(`A ${codes(Object.keys(FLEET_FAILURES))}`);

/** A fleet cannot have its image. */
export const rolloutFailed = v.object({
  ...rolledOut.entries,
  outcome: outcome('FAILED'),
  destination: v.optional(madeReplica),
  hint: absent,
  fleet: v.pipe(
    v.object({ arn: fleetArn, name, region, image: v.optional(fleetImage) }),
    v.description('The fleet, and the image that it has.'),
  ),
  reason: v.pipe(v.object({ code: fleetFailureCode, ...reason }), v.description(WHY_FAILED)),
});
