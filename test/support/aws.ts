import * as appstream from '@aws-sdk/client-appstream';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import * as sns from '@aws-sdk/client-sns';
import { parse } from 'shell-quote';
import * as z from 'zod';

type Settings = { readonly region: string };

const SERVICES = new Map<string, { sdk: object; client: (settings: Settings) => object }>([
  ['appstream', { sdk: appstream, client: (settings) => new appstream.AppStream(settings) }],
  [
    'cloudformation',
    { sdk: cloudformation, client: (settings) => new cloudformation.CloudFormation(settings) },
  ],
  ['events', { sdk: eventbridge, client: (settings) => new eventbridge.EventBridge(settings) }],
  ['sns', { sdk: sns, client: (settings) => new sns.SNS(settings) }],
]);

/** What only shapes the output, or is said by the environment here. */
const GLOBAL = ['region', 'query', 'output'];

/** Flags that the command line calls otherwise than the service model does, which would clash with its own. */
const RENAMED = new Map([['notification-endpoint', 'endpoint']]);

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

/** A command of the `aws` command line, understood but not run. */
export interface AwsCommand {
  readonly service: string;
  /** In the SDK's word, for example `TagResource`. */
  readonly operation: string;
  readonly region: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
}

/** True for a service whose commands can be read. */
export function isKnownService(service: string): boolean {
  return SERVICES.has(service);
}

/** Reads a command. @throws Error unless service, operation and flags are such as the service model has them */
export function readAws([
  program,
  service = '',
  name = '',
  ...rest
]: readonly string[]): AwsCommand {
  const { sdk } = SERVICES.get(service) ?? {};
  if (program !== 'aws' || !sdk) throw new Error(`no such command: ${program} ${service}`);
  const operation = pascal(name);
  const schema = Operation.safeParse(Reflect.get(sdk, `${operation}$`));
  if (!schema.success) throw new Error(`no such command: aws ${service} ${name}`);
  const flags = flagsOf(rest);
  const input = inputOf(schema.data[4](), flags);
  return { service, operation, region: flags.get('region')?.[0], input };
}

/**
 * Runs a command as the `aws` command line would, through the SDK's client, to wherever the environment redirects it.
 * @returns the answer
 * @throws what {@link readAws} and the SDK throw
 */
export async function runAws(words: readonly string[]): Promise<unknown> {
  const { service, operation, region = process.env.AWS_REGION, input } = readAws(words);
  if (!region) throw new Error(`no region: ${words.join(' ')}`);
  const client = SERVICES.get(service)?.client({ region }) ?? {};
  const method: unknown = Reflect.get(
    client,
    operation.charAt(0).toLowerCase() + operation.slice(1),
  );
  if (typeof method !== 'function') throw new Error(`the SDK has no ${operation}`);
  const answer: unknown = await method.call(client, input);
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
