/* The schema of what `deploy --json` prints. */

import * as v from 'valibot';
import type { ReadOnly } from '../../lib/core/read-only.ts';

const setting = v.object({
  name: v.string(),
  value: v.string(),
  from: v.pipe(
    v.picklist(['given', 'kept', 'default']),
    v.description('kept: the value that the deployed stack has.'),
  ),
  before: v.optional(
    v.pipe(v.string(), v.description('The value that the deployed stack has, if one is given.')),
  ),
});

const change = v.object({
  action: v.pipe(
    v.picklist(['add', 'modify', 'replace', 'may replace', 'remove']),
    v.description('may replace: CloudFormation decides while it deploys.'),
  ),
  resource: v.pipe(v.string(), v.description('Logical ID in the template.')),
  type: v.string(),
});

const failure = v.object({
  resource: v.pipe(v.string(), v.description('Logical ID in the template.')),
  type: v.string(),
  status: v.string(),
  reason: v.string(),
});

/** What `deploy --json` prints; `deployment.json` is derived from it. */
export const deploymentSchema = v.pipe(
  v.object({
    version: v.literal('1'),
    region: v.string(),
    account: v.string(),
    stack: v.string(),
    outcome: v.pipe(
      v.picklist(['deployed', 'unchanged', 'planned', 'deploying', 'failed']),
      v.description(
        'planned: a dry run, nothing was changed; deploying: no longer watched, CloudFormation goes on.',
      ),
    ),
    parameters: v.array(setting),
    changes: v.array(change),
    outputs: v.pipe(
      v.record(v.string(), v.string()),
      v.description('Outputs of the stack, empty unless it was deployed or is unchanged.'),
    ),
    failure: v.optional(v.pipe(failure, v.description('The first resource that failed.'))),
  }),
  v.title('What deploy prints with --json, version 1'),
  v.description('Fields may be added freely; a change or removal of one changes version.'),
);

/** A parameter of the stack, and where its value comes from. */
export type Setting = ReadOnly<v.InferOutput<typeof setting>>;

/** What happens to one resource. */
export type Change = ReadOnly<v.InferOutput<typeof change>>;

/** The first resource that failed. */
export type Failure = ReadOnly<v.InferOutput<typeof failure>>;

/** What a deployment came to. */
export type Deployment = ReadOnly<v.InferOutput<typeof deploymentSchema>>;
