import * as appstream from '@aws-sdk/client-appstream';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import * as sns from '@aws-sdk/client-sns';
import { parse } from 'shell-quote';
import * as z from 'zod';

type Settings = { readonly region: string };

const SERVICES = new Map<string, { sdk: object; client: (settings: Settings) => object }>([
  ['appstream', { sdk: appstream, client: (settings) => new appstream.AppStream(settings) }],
  ['events', { sdk: eventbridge, client: (settings) => new eventbridge.EventBridge(settings) }],
  ['sns', { sdk: sns, client: (settings) => new sns.SNS(settings) }],
]);

/** What only shapes the output, or is said by the environment here. */
const GLOBAL = ['region', 'query', 'output'];

/** Types of members in the SDK's schemas that a flag can give. */
const TEXT = 0;
const NUMBER = 1;
const TEXTS = 64;
const MAP = 128;

/** An operation in the SDK's schemas: its input names and types members as the service model does. */
const Operation = z.tuple([
  z.literal(9),
  z.string(),
  z.string(),
  z.unknown(),
  z.function({ output: z.unknown() }),
  z.unknown(),
]);
const Structure = z.tuple(
  [z.literal(3), z.string(), z.string(), z.unknown(), z.array(z.string()), z.array(z.unknown())],
  z.unknown(),
);
const TextMap = z.record(z.string(), z.string());

/** The words of a command for a shell. @throws on anything that needs more of a shell than words, quotes and variables. */
export function shellWords(command: string, env: Readonly<Record<string, string>> = {}): string[] {
  return parse(command, (name) => env[name] ?? `$${name}`).map((word) => {
    if (typeof word !== 'string') throw new Error(`not a plain command: ${command}`);
    return word;
  });
}

/**
 * Runs a command as the `aws` command line would, through the SDK's client, to wherever the environment redirects it.
 * The flags must be those that the service model gives.
 * @returns the answer
 * @throws Error on a command or flag that is not there, and what the SDK throws
 */
export async function runAws([program, service = '', operation = '', ...rest]: readonly string[]) {
  const { sdk, client } = SERVICES.get(service) ?? {};
  if (program !== 'aws' || !sdk || !client)
    throw new Error(`no such command: ${program} ${service}`);
  const name = pascal(operation);
  const schema = Operation.safeParse(Reflect.get(sdk, `${name}$`));
  if (!schema.success) throw new Error(`no such command: aws ${service} ${operation}`);
  const flags = flagsOf(rest);
  const region = flags.get('region')?.[0] ?? process.env.AWS_REGION;
  if (!region) throw new Error(`no region: aws ${service} ${operation}`);
  const target = client({ region });
  const method: unknown = Reflect.get(target, name.charAt(0).toLowerCase() + name.slice(1));
  if (typeof method !== 'function') throw new Error(`the SDK has no ${name}`);
  const answer: unknown = await method.call(target, inputOf(schema.data[4](), flags));
  return answer;
}

function flagsOf(words: readonly string[]): Map<string, string[]> {
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

function inputOf(
  structure: unknown,
  flags: ReadonlyMap<string, string[]>,
): Record<string, unknown> {
  const [, , name, , members, types] = Structure.parse(structure);
  const input: Record<string, unknown> = {};
  for (const [flag, values] of flags) {
    if (GLOBAL.includes(flag)) continue;
    const member = members.find((each) => kebab(each) === flag);
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
      return TextMap.parse(JSON.parse(value));
    default:
      throw new Error(`a type of --${flag} that no command here uses so far`);
  }
}

function pascal(operation: string): string {
  return operation.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function kebab(member: string): string {
  return member.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}
