/* Evaluates the intrinsic functions of CloudFormation. */

import * as v from 'valibot';

/** What a template's functions refer to. */
export interface Lookup {
  ref(name: string): unknown;
  attribute(id: string, attribute: string): string;
  condition(name: string): boolean;
}

/** The value of `AWS::NoValue`: a property that has it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

const list = v.array(v.unknown());
const pair = v.strictTuple([v.unknown(), v.unknown()]);
const choice = v.strictTuple([v.string(), v.unknown(), v.unknown()]);
const attribute = v.strictTuple([v.string(), v.string()]);

type Intrinsic = (operand: unknown, lookup: Lookup) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, lookup) => lookup.ref(v.parse(v.string(), name)),
  'Fn::GetAtt': (operand, lookup) => lookup.attribute(...v.parse(attribute, operand)),
  'Fn::Sub': (operand, lookup) =>
    v.parse(v.string(), operand).replaceAll(/\$\{([^}]+)\}/g, (_, variable: string) => {
      const [id = '', part] = variable.split('.');
      return String(part === undefined ? lookup.ref(id) : lookup.attribute(id, part));
    }),
  'Fn::If': (operand, lookup) => {
    const [condition, yes, no] = v.parse(choice, operand);
    return evaluate(lookup.condition(condition) ? yes : no, lookup);
  },
  'Fn::Equals': (operand, lookup) => {
    const [left, right] = v.parse(pair, evaluate(operand, lookup));
    return String(left) === String(right);
  },
  'Fn::Not': (operand, lookup) => v.parse(list, evaluate(operand, lookup))[0] === false,
  'Fn::And': (operand, lookup) => !v.parse(list, evaluate(operand, lookup)).includes(false),
  'Fn::Select': (operand, lookup) => {
    const [index, items] = v.parse(pair, evaluate(operand, lookup));
    return v.parse(list, items)[Number(index)];
  },
  'Fn::Split': (operand, lookup) => {
    const [separator, text] = v.parse(pair, evaluate(operand, lookup));
    return String(text).split(String(separator));
  },
  'Fn::Join': (operand, lookup) => {
    const [separator, items] = v.parse(pair, evaluate(operand, lookup));
    return v.parse(list, items).join(String(separator));
  },
};

/** The value that a part of a template has. @throws on a function that the stack does not use so far. */
export function evaluate(value: unknown, lookup: Lookup): unknown {
  if (Array.isArray(value))
    return value.map((item) => evaluate(item, lookup)).filter((item) => item !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, operand] = ['', undefined]] = entries;
  const intrinsic = entries.length === 1 ? INTRINSICS[name] : undefined;
  if (intrinsic) return intrinsic(operand, lookup);
  if (name.startsWith('Fn::')) throw new Error(`no such function: ${name}`);
  return Object.fromEntries(
    entries
      .map(([key, item]): [string, unknown] => [key, evaluate(item, lookup)])
      .filter(([, item]) => item !== NO_VALUE),
  );
}
