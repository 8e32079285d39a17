/* What a change set finds: the difference of two small templates. */

import * as v from 'valibot';
import { Refusal } from './aws.ts';

const resource = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown())),
});

/** A template without functions of CloudFormation. */
export const template = v.object({
  Parameters: v.record(v.string(), v.looseObject({ Default: v.string() })),
  Resources: v.record(v.string(), resource),
  Outputs: v.record(v.string(), v.object({ Value: v.string() })),
});
export type Template = v.InferOutput<typeof template>;

export const NOTHING: Template = { Parameters: {}, Resources: {}, Outputs: {} };

export interface Change {
  readonly Action: 'Add' | 'Modify' | 'Remove';
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly Replacement?: 'True' | 'False';
}

/** A resource whose name changes is replaced. */
export function changesOf(before: Template, after: Template): Change[] {
  const ids = new Set([...Object.keys(before.Resources), ...Object.keys(after.Resources)]);
  return [...ids].flatMap((LogicalResourceId): Change[] => {
    const [old, now] = [before.Resources[LogicalResourceId], after.Resources[LogicalResourceId]];
    const change = { LogicalResourceId, ResourceType: now?.Type ?? old?.Type ?? '' };
    if (!old) return [{ Action: 'Add', ...change }];
    if (!now) return [{ Action: 'Remove', ...change }];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const Replacement = old.Properties?.Name === now.Properties?.Name ? 'False' : 'True';
    return [{ Action: 'Modify', ...change, Replacement }];
  });
}

/** The values that parameters get: given, previous, or default. */
export function parametersOf(
  input: Readonly<Record<string, unknown>>,
  { Parameters }: Template,
  before: Readonly<Record<string, string>>,
): Record<string, string> {
  const values = Object.fromEntries(
    Object.entries(Parameters).map(([id, { Default }]) => [id, Default]),
  );
  for (let at = 1; input[`Parameters.member.${at}.ParameterKey`] !== undefined; at += 1) {
    const of = (name: string) => input[`Parameters.member.${at}.${name}`];
    const id = String(of('ParameterKey'));
    const value = of('UsePreviousValue') === 'true' ? before[id] : of('ParameterValue');
    if (!Object.hasOwn(values, id) || value === undefined) throw new Refusal('ValidationError');
    values[id] = String(value);
  }
  return values;
}
