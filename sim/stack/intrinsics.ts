import * as z from 'zod';

/** What a template's functions refer to. */
export interface Lookup {
  ref(name: string): unknown;
  attribute(id: string, attribute: string): string;
  condition(name: string): boolean;
}

/** The value of `AWS::NoValue`: a property that has it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

const list = z.array(z.unknown());
const pair = z.tuple([z.unknown(), z.unknown()]);
const choice = z.tuple([z.string(), z.unknown(), z.unknown()]);
const attribute = z.tuple([z.string(), z.string()]);

type Intrinsic = (operand: unknown, lookup: Lookup) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, lookup) => lookup.ref(z.string().parse(name)),
  'Fn::GetAtt': (operand, lookup) => lookup.attribute(...attribute.parse(operand)),
  'Fn::Sub': (operand, lookup) =>
    z
      .string()
      .parse(operand)
      .replaceAll(/\$\{([^}]+)\}/g, (_, variable: string) => {
        const [id = '', part] = variable.split('.');
        return String(part === undefined ? lookup.ref(id) : lookup.attribute(id, part));
      }),
  'Fn::If': (operand, lookup) => {
    const [condition, yes, no] = choice.parse(operand);
    return evaluate(lookup.condition(condition) ? yes : no, lookup);
  },
  'Fn::Equals': (operand, lookup) => {
    const [left, right] = pair.parse(evaluate(operand, lookup));
    return String(left) === String(right);
  },
  'Fn::Not': (operand, lookup) => list.parse(evaluate(operand, lookup))[0] === false,
  'Fn::And': (operand, lookup) => !list.parse(evaluate(operand, lookup)).includes(false),
  'Fn::Select': (operand, lookup) => {
    const [index, items] = pair.parse(evaluate(operand, lookup));
    return list.parse(items)[Number(index)];
  },
  'Fn::Split': (operand, lookup) => {
    const [separator, text] = pair.parse(evaluate(operand, lookup));
    return String(text).split(String(separator));
  },
  'Fn::Join': (operand, lookup) => {
    const [separator, items] = pair.parse(evaluate(operand, lookup));
    return list.parse(items).join(String(separator));
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
