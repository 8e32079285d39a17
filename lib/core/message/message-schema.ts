/* What a message is, by outcome: its type, message.schema.json and the docs' table of fields come from here. */

import * as v from 'valibot';
import { IMAGE_NAME } from '../image.ts';
import { MAX_CODE, MAX_TEXT } from '../limits.ts';
import type { ReadOnly } from '../read-only.ts';
import { FAMILY } from '../tags/family.ts';
import { IMAGE_FAILURES, OWN_FAILURES } from './failure-code.ts';
import { BEYOND_KEEP } from './retirement.ts';
import { WAITS } from './wait-code.ts';

/** A field that messages of an outcome never have. */
const absent = v.optional(v.never());

const arn = v.pipe(
  v.string(),
  v.regex(/^arn:aws[a-z-]*:appstream:[a-z0-9-]+:[0-9]{12}:image\/.+$/),
  v.title('ARN'),
);
const name = v.pipe(v.string(), v.regex(IMAGE_NAME), v.title('name'));
const region = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/), v.title('region'));
const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  v.title('ISO 8601, UTC'),
);
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));

const version = v.pipe(
  v.literal('1'),
  v.description('Changes when a field is changed or removed, not when one is added.'),
);
const id = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{32}$/),
  v.description(
    'The same each time the same thing is announced; drop a message whose id you have seen.',
  ),
);
const outcome = <const Outcome extends string>(word: Outcome) =>
  v.pipe(
    v.literal(word),
    v.description(
      'SUCCEEDED and FAILED end a replication. LATE does not: one of the two still follows. RETIRING: the replica is to be deleted, being old. RETIRED: it was deleted.',
    ),
  );
const OPERATION =
  'What the message is about; copy: a replication to its end. share: the replica is there, and could not be shared. retire: the end of an old replica.';
const operation = v.pipe(v.literal('copy'), v.description(OPERATION));
const copyOrShare = v.pipe(v.picklist(['copy', 'share']), v.description(OPERATION));
const account = v.pipe(
  v.string(),
  v.regex(/^[0-9]{12}$/),
  v.description('AWS account of both images.'),
);
const source = v.pipe(
  v.object({
    arn,
    name,
    region,
    createdAt: v.pipe(time, v.description('Tells one build from another of the same name.')),
  }),
  v.description('The source image.'),
);

const madeReplica = v.pipe(v.object({ arn, name, region }), v.description('The replica.'));
const replica = v.pipe(
  v.object({
    arn: v.optional(v.pipe(arn, v.description('Absent when no replica was made.'))),
    name,
    region,
  }),
  v.description('The replica.'),
);

const startedAt = v.optional(
  v.pipe(
    time,
    v.description('When the first copy began. Absent when none did, or nobody saw it begin.'),
  ),
);
const finishedAt = v.pipe(time, v.description('When the end was noticed.'));
const durationSeconds = v.optional(
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.description('From startedAt to finishedAt, for LATE until now. Absent without startedAt.'),
  ),
);
const attempts = (least: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.description('Copies that AWS accepted.'));

const codes = (own: readonly string[]) => `code of AWS, or ${own.join(', ')}.`;
const code = (description: string) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CODE), v.description(description));
const failureCode = code(`A ${codes(Object.keys(OWN_FAILURES))}`);
const imageFailureCode = v.pipe(
  v.picklist(IMAGE_FAILURES),
  v.description(`Without a destination it is ${IMAGE_FAILURES.join(' or ')}.`),
);
const waitCode = code(`For LATE a ${codes(Object.values(WAITS))}`);
const reason = {
  message: v.pipe(text, v.description('What happened, for people.')),
  hint: v.pipe(
    text,
    v.description(
      'What to do about it, for people: sentences and commands for a shell, a line each.',
    ),
  ),
};
const WHY_FAILED = 'Why it failed.';

const succeeded = v.object({
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

const failed = v.object({
  ...succeeded.entries,
  outcome: outcome('FAILED'),
  operation: copyOrShare,
  destination: replica,
  attempts: attempts(0),
  reason: v.pipe(v.object({ code: failureCode, ...reason }), v.description(WHY_FAILED)),
});

/** The source image as a whole cannot be replicated. */
const imageFailed = v.object({
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

const late = v.object({
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

/** A replica is to be deleted. */
const retiring = v.object({
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
const retired = v.object({
  ...retiring.entries,
  outcome: outcome('RETIRED'),
  family: absent,
  retireAt: absent,
  finishedAt,
  reason: absent,
});

/** What subscribers receive, one shape for each outcome. */
export const messageSchema = v.pipe(
  v.variant('outcome', [succeeded, failed, imageFailed, late, retiring, retired]),
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
