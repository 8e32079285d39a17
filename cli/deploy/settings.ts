/* The values of the stack's parameters: which are given, which are kept, which have their defaults. */

import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { Setting } from '../schemas/deployment.ts';
import type { Parameter } from './release.ts';

type Declared = Readonly<Record<string, Parameter>>;

/**
 * The values that the stack will have. What is not given keeps the value of the deployed stack.
 * @param given `name=value` each, with names as the guides or as the template spell them
 * @throws UserError for an unknown name, and for a value that CloudFormation would refuse
 */
export function settle(
  given: readonly string[],
  declared: Declared,
  deployed: ReadonlyMap<string, string>,
): Setting[] {
  const values = new Map(given.map((each) => readGiven(each, declared)));
  return Object.entries(declared).map(([id, { Default }]) => {
    const name = spelled(id);
    const value = values.get(id);
    const before = deployed.get(id);
    if (value !== undefined)
      return { name, value, from: 'given', ...(before !== undefined && { before }) };
    return before === undefined || before === Default
      ? { name, value: Default, from: 'default' }
      : { name, value: before, from: 'kept' };
  });
}

/** The parameter's name in the template. */
export function idOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function spelled(id: string): string {
  return id.charAt(0).toLowerCase() + id.slice(1);
}

function readGiven(text: string, declared: Declared): [id: string, value: string] {
  const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    throw new UserError(`'--param ${text}' has no value; write --param name=value`);
  }
  const id = idOf(name);
  const parameter = Object.hasOwn(declared, id) ? declared[id] : undefined;
  if (!parameter) {
    const names = Object.keys(declared).map(spelled);
    throw new UserError(`the stack has no parameter '${name}'${nearest(name, names)}`);
  }
  if (isAllowed(value, parameter)) return [id, value];
  throw new UserError(`${spelled(id)} cannot be '${value}': ${constraint(parameter)}`);
}

function isAllowed(
  value: string,
  { Type, AllowedPattern, AllowedValues, MaxLength, MinValue, MaxValue }: Parameter,
): boolean {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return (
    (AllowedPattern === undefined || new RegExp(AllowedPattern).test(value)) &&
    (AllowedValues === undefined || AllowedValues.includes(value)) &&
    (MaxLength === undefined || value.length <= MaxLength) &&
    (Type !== 'Number' ||
      (number >= (MinValue ?? Number.NEGATIVE_INFINITY) &&
        number <= (MaxValue ?? Number.POSITIVE_INFINITY)))
  );
}

function constraint({
  AllowedValues,
  ConstraintDescription,
  Description = '',
  MinValue,
  MaxValue,
}: Parameter): string {
  if (AllowedValues) return `it must be one of ${AllowedValues.join(', ')}`;
  if (MinValue !== undefined) return `it must be a number from ${MinValue} to ${MaxValue}`;
  return (ConstraintDescription ? `it must be ${ConstraintDescription}` : Description).replace(
    /\.$/,
    '',
  );
}
