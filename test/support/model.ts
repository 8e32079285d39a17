/* Holds calls and answers to AppStream's service model, as far as the SDK ships it. */

import * as sdk from '@aws-sdk/client-appstream';

/**
 * A schema of the SDK: a number for a simple type, else an array that begins with its kind. It has members, types and
 * which members are required. It has no patterns, lengths, ranges, values of enumerations or errors of an operation.
 */
type Schema = unknown;

/** Kinds of schemas (`@smithy/types`, static schemas). */
const SIMPLE = 0;
const LIST = 1;
const MAP = 2;
const STRUCTURES = [3, 4, -3];
/** Added to a simple type: a list of it, a map of it. */
const LIST_OF = 64;
const MAP_OF = 128;

/** Simple types and what they are in JSON; a date is a number of seconds. */
const TYPES: Readonly<Record<number, string>> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'number',
};

/** Names of all shapes of a kind: 9 for operations, -3 for errors. */
export function shapes(kind: number): string[] {
  return Object.values(sdk).flatMap((each: unknown) =>
    Array.isArray(each) && each[0] === kind ? [String(each[2])] : [],
  );
}

/** The schemas of an operation's input and output. */
export function operationShapes(name: string): { input: Schema; output: Schema } {
  const schema: unknown = Reflect.get(sdk, `${name}$`);
  if (!Array.isArray(schema)) throw new Error(`the SDK has no operation ${name}`);
  const [, , , , input, output] = schema;
  return { input, output };
}

/** The members of a structure, the required ones first. */
export function membersOf(schema: Schema): { names: string[]; required: string[] } {
  const resolved = resolve(schema);
  if (!Array.isArray(resolved)) throw new Error('not a structure');
  const names = resolved[4].map(String);
  return { names, required: names.slice(0, Number(resolved[6] ?? 0)) };
}

/** How a value, as it is in JSON, differs from a schema. */
export function violations(schema: Schema, value: unknown, path = ''): string[] {
  const resolved = resolve(schema);
  if (typeof resolved === 'number') return ofType(resolved, value, path);
  if (!Array.isArray(resolved)) throw new Error(`${path}: the SDK has a schema of another form`);
  const [kind, , , , first, second] = resolved;
  if (kind === SIMPLE) return violations(first, value, path);
  if (kind === LIST) return each(Array.isArray(value) ? value : undefined, first, path);
  if (kind === MAP) return each(isObject(value) ? value : undefined, second, path);
  if (STRUCTURES.includes(kind)) return ofStructure(resolved, value, path);
  throw new Error(`${path}: the SDK has a schema of another kind, ${kind}`);
}

/** A reference may be a function, and may have traits beside it. */
function resolve(schema: Schema): Schema {
  if (typeof schema === 'function') return resolve(schema());
  return Array.isArray(schema) && schema.length === 2 ? resolve(schema[0]) : schema;
}

function ofType(type: number, value: unknown, path: string): string[] {
  if (type >= MAP_OF) return each(isObject(value) ? value : undefined, type - MAP_OF, path);
  if (type >= LIST_OF) return each(Array.isArray(value) ? value : undefined, type - LIST_OF, path);
  const expected = TYPES[type];
  if (expected === undefined)
    throw new Error(`${path}: the SDK has a type of another kind, ${type}`);
  return typeof value === expected ? [] : [`${path}: ${typeof value}, not ${expected}`];
}

function ofStructure(schema: readonly unknown[], value: unknown, path: string): string[] {
  if (!isObject(value)) return [`${path}: no object`];
  const { names, required } = membersOf(schema);
  const schemas = Array.isArray(schema[5]) ? schema[5] : [];
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${path}.${name}: missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const at = names.indexOf(name);
      return at < 0
        ? [`${path}.${name}: unknown`]
        : violations(schemas[at], member, `${path}.${name}`);
    }),
  ];
}

function each(values: object | undefined, schema: Schema, path: string): string[] {
  if (values === undefined) return [`${path}: no list or map`];
  return Object.entries(values).flatMap(([key, value]) =>
    violations(schema, value, `${path}.${key}`),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
