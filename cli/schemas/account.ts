/* The schema of what `status --regions` prints with `--json`. */

import * as v from 'valibot';
import type { ReadOnly } from '../../lib/core/read-only.ts';
import { overviewParts, overviewSchema } from './overview.ts';

const region = v.union([
  v.object({ region: v.string(), overview: overviewSchema }),
  v.object({
    region: v.string(),
    error: v.pipe(v.string(), v.description('Why the region cannot be read.')),
  }),
]);

const skipped = v.object({
  region: v.string(),
  reason: v.picklist(['no stack', 'not enabled']),
});

/** What `status --regions` prints with `--json`; `account.json` is derived from it. */
export const accountSchema = v.pipe(
  v.object({
    version: v.literal('1'),
    at: v.pipe(overviewParts.time, v.description('When AWS was asked.')),
    regions: v.pipe(
      v.array(region),
      v.description(
        'The source regions in the order in which they were asked for, each as status prints it.',
      ),
    ),
    skipped: v.pipe(
      v.array(skipped),
      v.description('Regions in which --regions all has found no stack. Else empty.'),
    ),
  }),
  v.title('What status --regions prints with --json, version 1'),
  v.description(
    'The source regions of an account. Fields may be added freely; a change or removal of one changes version.',
  ),
);

/** All that is known of several source regions. */
export type AccountOverview = ReadOnly<v.InferOutput<typeof accountSchema>>;
