/* The schema of what `status`, `plan`, `run` and `retry` print with `--json`. */

import * as v from 'valibot';
import type { Decision } from '../../lib/core/decision/decision.ts';
import type { ReadOnly } from '../../lib/core/read-only.ts';
import type { RetentionDecision } from '../../lib/core/retention/retire.ts';
import type { StatusWord } from '../../lib/core/tags/status.ts';

const STATES = [
  'PENDING',
  'WAITING',
  'COPYING',
  'AVAILABLE',
  'FAILED',
  'RETIRED',
] as const satisfies readonly (StatusWord | 'PENDING')[];

const DECISIONS = [
  'nothing',
  'read region',
  'clear status',
  'wait',
  'announce late',
  'copy',
  'delete replica',
  'announce success',
  'announce failure',
  'share',
  'announce share failure',
  'announce',
] as const satisfies readonly Decision['do'][];

const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const reason = v.object({
  code: v.string(),
  message: v.pipe(v.string(), v.description('May be shortened.')),
  hint: v.pipe(v.string(), v.description('What to do, one sentence or command a line.')),
});

const destination = v.object({
  region: v.string(),
  name: v.optional(v.pipe(v.string(), v.description('Name of the replica.'))),
  state: v.pipe(
    v.picklist(STATES),
    v.description('AVAILABLE, FAILED and RETIRED are final. PENDING: nothing has started.'),
  ),
  since: v.optional(
    v.pipe(time, v.description('Since when it is in that state. Absent for PENDING.')),
  ),
  startedAt: v.optional(v.pipe(time, v.description('When the first copy began.'))),
  secondsTaken: v.optional(
    v.pipe(
      count,
      v.description('From startedAt to AVAILABLE. Absent when nobody saw the copy begin.'),
    ),
  ),
  attempts: v.pipe(count, v.description('Copies that AWS accepted.')),
  late: v.optional(
    v.pipe(
      v.literal(true),
      v.description('It takes so long that LATE is announced; from then on only sweeps check it.'),
    ),
  ),
  unannounced: v.optional(
    v.pipe(
      v.literal(true),
      v.description('The end, or that it is late, is still to be announced.'),
    ),
  ),
  share: v.optional(
    v.pipe(
      v.object({
        with: v.pipe(
          v.array(v.string()),
          v.description(
            'Accounts as in replicate:share. Empty when all access is to be taken away.',
          ),
        ),
        state: v.pipe(
          v.picklist(['shared', 'pending', 'refused']),
          v.description('pending: the next runs share it. refused: reason says why.'),
        ),
      }),
      v.description(
        'With whom the replica is shared, or is to be. Absent when nobody is asked for.',
      ),
    ),
  ),
  reason: v.optional(
    v.pipe(reason, v.description('Why it waits or failed; why an AVAILABLE one is not shared.')),
  ),
  retireAt: v.optional(
    v.pipe(time, v.description('The replica is old: it is not deleted before this.')),
  ),
  next: v.pipe(
    v.object({ do: v.picklist(DECISIONS), reason: v.string() }),
    v.description('What a run would do now, and why.'),
  ),
});

const rule = v.pipe(
  v.object({
    next: v.pipe(
      v.picklist(['nothing', 'clear', 'report']),
      v.description(
        'What a run would do about it: clear the status of a rule that was wrong and is corrected, or report it.',
      ),
    ),
    problems: v.pipe(
      v.array(v.string()),
      v.description('What is wrong with it. Empty for a valid rule.'),
    ),
    hint: v.optional(v.pipe(v.string(), v.description('What to do about the problems.'))),
  }),
  v.description("The image's rule as a whole. Absent for an image that is ignored or unread."),
);

const image = v.object({
  name: v.string(),
  arn: v.string(),
  state: v.pipe(v.string(), v.description("AWS's word, for example AVAILABLE.")),
  createdAt: v.optional(time),
  kind: v.pipe(
    v.picklist(['replicated', 'ignored', 'unread']),
    v.description('ignored: it is not replicated. unread: its tags could not be read.'),
  ),
  reason: v.optional(v.pipe(v.string(), v.description('Why it is ignored or unread.'))),
  rule: v.optional(rule),
  destinations: v.array(destination),
});

const RETENTION_DECISIONS = [
  'keep',
  'put off',
  'give notice',
  'wait',
  'delete',
] as const satisfies readonly RetentionDecision['do'][];

const replica = v.object({
  region: v.string(),
  name: v.string(),
  image: v.pipe(v.string(), v.description('Name of the source image, which may be gone.')),
  family: v.optional(
    v.pipe(v.string(), v.description('Absent for one that has left its family since its notice.')),
  ),
  retireAt: v.optional(v.pipe(time, v.description('It is not deleted before this.'))),
  next: v.pipe(
    v.object({ do: v.picklist(RETENTION_DECISIONS), reason: v.string() }),
    v.description('What a run of retention would do now, and why.'),
  ),
});

const retention = v.object({
  on: v.pipe(v.boolean(), v.description("The stack's parameter: if false, nothing is deleted.")),
  replicas: v.pipe(v.array(replica), v.description('The replicas of families.')),
  unread: v.pipe(
    v.array(v.object({ region: v.string(), reason: v.string() })),
    v.description('Regions of which nothing can be said.'),
  ),
});

/** What `status`, `plan`, `run` and `retry` print with `--json`; `overview.json` is derived from it. */
export const overviewSchema = v.pipe(
  v.object({
    version: v.literal('2'),
    at: v.pipe(time, v.description('When AWS was asked.')),
    region: v.pipe(v.string(), v.description('The source region.')),
    tagPrefix: v.pipe(
      v.string(),
      v.description('What the tag keys begin with, without the colon.'),
    ),
    images: v.pipe(v.array(image), v.description('The images that were asked for, oldest first.')),
    retention: v.optional(
      v.pipe(
        retention,
        v.description('Old replicas, for status and plan. Absent when no rule names a family.'),
      ),
    ),
  }),
  v.title('What status, plan, run and retry print with --json, version 2'),
  v.description(
    'The images of the source region and their replicas. Fields may be added freely; a change or removal of one changes version.',
  ),
);

/** What `overview.json` says once. */
export const overviewParts = { time, image, rule, destination, replica };

/** All that is known of a source region's images and their replicas. */
export type Overview = ReadOnly<v.InferOutput<typeof overviewSchema>>;
