/* The schema of what `doctor --json` prints. */

import * as v from 'valibot';
import type { ReadOnly } from '../../lib/core/read-only.ts';

const line = v.object({
  check: v.pipe(v.string(), v.description('What was checked.')),
  state: v.pipe(
    v.picklist(['ok', 'todo', 'unknown']),
    v.description('todo: something must be put right. unknown: it could not be seen.'),
  ),
  detail: v.string(),
  advice: v.optional(
    v.pipe(v.string(), v.description('What to do about it, one sentence or command a line.')),
  ),
});

/** What `doctor --json` prints; `doctor.json` is derived from it. */
export const reportSchema = v.pipe(
  v.object({
    version: v.literal('1'),
    region: v.pipe(v.string(), v.description('The source region.')),
    healthy: v.pipe(
      v.boolean(),
      v.description('Whether there is no problem. What could not be checked is none by itself.'),
    ),
    lines: v.array(line),
  }),
  v.title('What doctor prints with --json, version 1'),
  v.description('Fields may be added freely; a change or removal of one changes version.'),
);

/** What one look has found. */
export type Line = ReadOnly<v.InferOutput<typeof line>>;

/** What all of them come to. */
export type Report = ReadOnly<v.InferOutput<typeof reportSchema>>;
