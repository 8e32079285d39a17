/* Decides whether the statements of a role allow a recorded call. */

import * as v from 'valibot';
import { Deployed, type Deployment } from '../../sim/stack/deployed.ts';
import type { Template } from '../../sim/stack/template.ts';

/** A call that somebody made, as the simulator records it. */
export interface Call {
  /** What the action's name begins with, for example `appstream`. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: unknown;
  /** What the call acts on, and its tags before the call. Absent for a call that acts on nothing in particular. */
  readonly resource?: { readonly arn: string; readonly tags?: Readonly<Record<string, string>> };
  /** Condition keys that are not about tags, for example `kms:ViaService`. */
  readonly context?: Readonly<Record<string, string>>;
}

const list = v.union([
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
  v.array(v.string()),
]);
const statement = v.strictObject({
  Sid: v.string(),
  Effect: v.literal('Allow'),
  Action: list,
  Resource: list,
  Condition: v.optional(v.record(v.string(), v.record(v.string(), list)), {}),
});
export type Statement = v.InferOutput<typeof statement>;

const policies = v.array(
  v.object({ PolicyDocument: v.union([v.string(), v.record(v.string(), v.unknown())]) }),
);
const document = v.object({ Statement: v.array(statement) });
const tagging = v.fallback(
  v.object({
    Tags: v.optional(v.record(v.string(), v.string()), {}),
    TagKeys: v.optional(v.array(v.string())),
  }),
  { Tags: {} },
);

/** The roles of the stack: of the function that copies, and of the one that deletes old replicas. */
export type Role = 'ReplicatorRole' | 'RetireRole' | 'RolloutRole';

/** Everything that a function's role allows. @throws on a statement that is not a plain permission. */
export function allowances(
  template: Template,
  deployment: Partial<Deployment> = {},
  role: Role = 'ReplicatorRole',
): readonly Statement[] {
  const { properties } = new Deployed(template, deployment).resource(role);
  return v
    .parse(policies, properties.Policies)
    .map(({ PolicyDocument: text }) => (typeof text === 'string' ? JSON.parse(text) : text))
    .flatMap((policy) => v.parse(document, policy).Statement);
}

/** The statements of a policy. @throws on a statement that is not a plain permission */
export function statementsOf(policy: string): readonly Statement[] {
  return v.parse(document, JSON.parse(policy)).Statement;
}

/** Whether a function's role allows a call, conditions included. @throws on a condition operator it does not use so far. */
export function isAllowed(
  template: Template,
  call: Call,
  deployment: Partial<Deployment> = {},
  role: Role = 'ReplicatorRole',
): boolean {
  return allows(allowances(template, deployment, role), call);
}

/** Whether one of these statements allows a call. Throws as {@link isAllowed} does. */
export function allows(statements: readonly Statement[], call: Call): boolean {
  const action = `${call.service}:${call.operation}`;
  const context = contextOf(call);
  return statements.some(
    ({ Action, Resource, Condition }) =>
      Action.some((pattern) => glob(pattern).test(action)) &&
      Resource.some((pattern) => matchesArn(pattern, call.resource?.arn)) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, context.get(key))),
      ),
  );
}

function contextOf(call: Call): ReadonlyMap<string, readonly string[]> {
  const { Tags, TagKeys = Object.keys(Tags) } = v.parse(tagging, call.input);
  const tags = (kind: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([key, value]): [string, string[]] => [
      `aws:${kind}/${key}`,
      [value],
    ]);
  return new Map<string, readonly string[]>([
    ...tags('RequestTag', Tags),
    ...tags('ResourceTag', call.resource?.tags ?? {}),
    ...(TagKeys.length > 0 ? [['aws:TagKeys', TagKeys] as const] : []),
    ...Object.entries(call.context ?? {}).map(([key, value]) => [key, [value]] as const),
  ]);
}

function holds(
  operator: string,
  wanted: readonly string[],
  actual: readonly string[] = [],
): boolean {
  const like = (value: string) => wanted.some((pattern) => glob(pattern).test(value));
  switch (operator) {
    case 'StringEquals':
      return actual.some((value) => wanted.includes(value));
    case 'StringLike':
      return actual.some(like);
    case 'ForAllValues:StringEquals':
      return actual.every((value) => wanted.includes(value));
    case 'ForAllValues:StringLike':
      return actual.every(like);
    case 'ForAllValues:StringNotLike':
      return !actual.some(like);
    case 'Null':
      return wanted.includes(String(actual.length === 0));
    default:
      throw new Error(`no such condition operator: ${operator}`);
  }
}

/** A wildcard stays within its part of an ARN; the sixth part is all the rest. */
function matchesArn(pattern: string, arn: string | undefined): boolean {
  if (pattern === '*' || arn === undefined) return pattern === '*';
  const actual = arnParts(arn);
  return arnParts(pattern).every((part, index) => glob(part).test(actual[index] ?? ''));
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function glob(pattern: string): RegExp {
  const text = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${text}$`, 's');
}
