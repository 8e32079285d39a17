/* The schema of what `conformance --json` prints. */

import * as v from 'valibot';
import type { ReadOnly } from '../../lib/core/read-only.ts';

const line = v.object({
  fact: v.pipe(v.string(), v.description('Id of the fact.')),
  question: v.pipe(v.string(), v.description('What the documentation of AWS leaves open.')),
  assumed: v.pipe(v.string(), v.description('What the simulator and the tests assume.')),
  seen: v.optional(v.pipe(v.string(), v.description('What AWS answered, unless it is unknown.'))),
  verdict: v.pipe(
    v.picklist(['same', 'different', 'unknown', 'measured']),
    v.description('measured: a quantity, of which any value is as good.'),
  ),
  meaning: v.optional(
    v.pipe(v.string(), v.description('How the replicator copes with what is different.')),
  ),
  why: v.optional(v.pipe(v.string(), v.description('Why it is unknown.'))),
});

/** What `conformance --json` prints; `conformance.json` is derived from it. */
export const conformanceSchema = v.pipe(
  v.object({
    version: v.literal('1'),
    release: v.pipe(v.string(), v.description('Version of this package.')),
    at: v.pipe(v.string(), v.isoTimestamp(), v.description('When it began.')),
    region: v.pipe(v.string(), v.description('The source region.')),
    destination: v.optional(v.pipe(v.string(), v.description('Where images were copied to.'))),
    lines: v.array(line),
    left: v.pipe(
      v.array(v.string()),
      v.description('Names of images that it made in the destination and could not delete.'),
    ),
  }),
  v.title('What conformance prints with --json, version 1'),
  v.description(
    'Account ids are masked. Fields may be added freely; a change or removal of one changes version.',
  ),
);

/** What is known of one fact. */
export type Line = ReadOnly<v.InferOutput<typeof line>>;

/** What is known of all of them. */
export type Conformance = ReadOnly<v.InferOutput<typeof conformanceSchema>>;
