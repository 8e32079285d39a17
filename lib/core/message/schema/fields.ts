/* The fields of messages. */

import * as v from 'valibot';
import { IMAGE_NAME } from '../../image.ts';
import { MAX_CODE, MAX_TEXT } from '../../limits.ts';

/** A field that messages of an outcome never have. */
export const absent = v.optional(v.never());

export const arn = v.pipe(
  v.string(),
  v.regex(/^arn:aws[a-z-]*:appstream:[a-z0-9-]+:[0-9]{12}:image\/.+$/),
  v.title('ARN'),
);
export const name = v.pipe(v.string(), v.regex(IMAGE_NAME), v.title('name'));
export const region = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/), v.title('region'));
export const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  v.title('ISO 8601, UTC'),
);
export const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));

export const version = v.pipe(
  v.literal('1'),
  v.description('Changes when a field is changed or removed, not when one is added.'),
);
export const id = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{32}$/),
  v.description(
    'The same each time the same thing is announced; drop a message whose id you have seen.',
  ),
);
export const outcome = <const Outcome extends string>(word: Outcome) =>
  v.pipe(
    v.literal(word),
    v.description(
      'SUCCEEDED and FAILED end a replication. LATE does not: one of the two still follows. RETIRING: the replica is old and will be deleted. RETIRED: it was deleted. ROLLED_OUT: a fleet has another image.',
    ),
  );
export const OPERATION =
  'What the message is about; copy: a replication to its end. share: the replica is there, and could not be shared. retire: the end of an old replica. rollout: the image of a fleet.';
export const account = v.pipe(
  v.string(),
  v.regex(/^[0-9]{12}$/),
  v.description('AWS account of both images.'),
);
export const source = v.pipe(
  v.object({
    arn,
    name,
    region,
    createdAt: v.pipe(time, v.description('Tells one build from another of the same name.')),
  }),
  v.description('The source image.'),
);

export const madeReplica = v.pipe(v.object({ arn, name, region }), v.description('The replica.'));
export const replica = v.pipe(
  v.object({
    arn: v.optional(v.pipe(arn, v.description('Absent when no replica was made.'))),
    name,
    region,
  }),
  v.description('The replica.'),
);

export const startedAt = v.optional(
  v.pipe(
    time,
    v.description('When the first copy began. Absent when none did, or nobody saw it begin.'),
  ),
);
export const finishedAt = v.pipe(time, v.description('When the end was noticed.'));
export const durationSeconds = v.optional(
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.description('From startedAt to finishedAt, for LATE until now. Absent without startedAt.'),
  ),
);
export const codes = (own: readonly string[]) => `code of AWS, or ${own.join(', ')}.`;
export const code = (description: string) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CODE), v.description(description));
export const reason = {
  message: v.pipe(text, v.description('What happened, for people.')),
  hint: v.pipe(
    text,
    v.description(
      'What to do about it, for people: sentences and commands for a shell, a line each.',
    ),
  ),
};
export const WHY_FAILED = 'Why it failed.';
