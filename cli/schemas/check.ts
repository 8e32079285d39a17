/* The schema of what `check --json` prints. */

import * as v from 'valibot';
import type { ReadOnly } from '../../lib/core/read-only.ts';

const texts = v.array(v.string());

/** What `check --json` prints; `check.json` is derived from it. */
export const checkSchema = v.pipe(
  v.object({
    version: v.literal('1'),
    valid: v.boolean(),
    image: v.optional(
      v.pipe(v.string(), v.description('The image it was checked for, if one was named.')),
    ),
    rule: v.pipe(v.string(), v.description('The value of the tag that names the destinations.')),
    destinations: v.pipe(
      v.array(
        v.object({
          region: v.string(),
          name: v.pipe(v.string(), v.description('Name of the replica.')),
          description: v.pipe(v.string(), v.description('Description of the replica.')),
        }),
      ),
      v.description('The destinations that are right.'),
    ),
    shared: v.optional(
      v.pipe(
        texts,
        v.description(
          "The accounts that the replicas are shared with, as replicate:share has them, or 'source': as the source image is, with the accounts of the stack. Absent for none.",
        ),
      ),
    ),
    problems: v.pipe(texts, v.description('What is wrong. Empty for a valid rule.')),
    warnings: v.pipe(
      texts,
      v.description('What does not make it invalid, and yet may not be meant.'),
    ),
    command: v.optional(
      v.pipe(
        v.string(),
        v.description(
          'Sets the rule. Without image, ACCOUNT and IMAGE in it are to be filled in. Only for a valid rule.',
        ),
      ),
    ),
  }),
  v.title('What check prints with --json, version 1'),
  v.description('Fields may be added freely; a change or removal of one changes version.'),
);

/** What is to be said of a rule. */
export type RuleCheck = ReadOnly<v.InferOutput<typeof checkSchema>>;
