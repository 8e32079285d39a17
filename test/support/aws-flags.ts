/* Reads the flags of an `aws` command as input of its operation. */

import * as v from 'valibot';

/** What only shapes the output, or is said by the environment here. */
const GLOBAL = ['region', 'query', 'output'];

/** Flags that the command line calls otherwise than the service model does, which would clash with its own. */
const RENAMED = new Map([['notification-endpoint', 'endpoint']]);

/** Types of members in the SDK's schemas that a flag can give. */
const TEXT = 0;
const NUMBER = 1;
const TEXTS = 64;
const MAP = 128;

const Structure = v.looseTuple([
  v.literal(3),
  v.string(),
  v.string(),
  v.unknown(),
  v.array(v.string()),
  v.array(v.unknown()),
]);
const TextMap = v.record(v.string(), v.string());

/** Flags and their values. @throws Error on a value that follows no flag */
export function flagsOf(words: readonly string[]): Map<string, string[]> {
  const flags = new Map<string, string[]>();
  let values: string[] | undefined;
  for (const word of words) {
    if (word.startsWith('--')) {
      values = [];
      flags.set(word.slice(2), values);
    } else if (values) values.push(word);
    else throw new Error(`a value without a flag: ${word}`);
  }
  return flags;
}

/**
 * The input that flags stand for.
 * @param structure the SDK's schema of the input, which names and types its members as the service model does
 * @throws Error on a flag or value that is none of it
 */
export function inputOf(
  structure: unknown,
  flags: ReadonlyMap<string, string[]>,
): Record<string, unknown> {
  const [, , name, , members, types] = v.parse(Structure, structure);
  const input: Record<string, unknown> = {};
  for (const [flag, values] of flags) {
    if (GLOBAL.includes(flag)) continue;
    const member = members.find((each) => kebab(each) === (RENAMED.get(flag) ?? flag));
    if (!member) throw new Error(`${name} has no --${flag}`);
    input[member] = convert(flag, values, types[members.indexOf(member)]);
  }
  return input;
}

function convert(flag: string, values: readonly string[], type: unknown): unknown {
  if (type === TEXTS) return [...values];
  const [value = '', ...more] = values;
  if (more.length > 0) throw new Error(`--${flag} takes one value, not ${values.length}`);
  switch (type) {
    case TEXT:
      return value;
    case NUMBER:
      return Number(value);
    case MAP:
      return value.startsWith('{') ? v.parse(TextMap, JSON.parse(value)) : readShorthand(value);
    default:
      throw new Error(`a type of --${flag} that no command here uses so far`);
  }
}

/** `KEY=VALUE,KEY='VALUE'` (AWS CLI user guide, shorthand syntax). @throws Error on anything else */
function readShorthand(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([^=,']+)=(?:'([^']*)'|([^',]*))(?:,|$)/g)];
  if (pairs.map(([pair]) => pair).join('') !== text) throw new Error(`not well-formed: ${text}`);
  return Object.fromEntries(pairs.map(([, key, quoted, bare]) => [key, quoted ?? bare]));
}

function kebab(member: string): string {
  return member.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}
