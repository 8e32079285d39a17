/* Runs the `aws` commands that the product prints, through the SDK. */

import * as appstream from '@aws-sdk/client-appstream';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import * as sns from '@aws-sdk/client-sns';
import { parse } from 'shell-quote';
import * as v from 'valibot';
import { type Client, connect, type Send } from '../../sim/harness/clients.ts';
import { flagsOf, inputOf } from './aws-flags.ts';

type Settings = { readonly region: string };

const SERVICES = new Map<string, { sdk: object; client: (settings: Settings) => Client }>([
  ['appstream', { sdk: appstream, client: (settings) => new appstream.AppStream(settings) }],
  [
    'cloudformation',
    { sdk: cloudformation, client: (settings) => new cloudformation.CloudFormation(settings) },
  ],
  ['events', { sdk: eventbridge, client: (settings) => new eventbridge.EventBridge(settings) }],
  ['sns', { sdk: sns, client: (settings) => new sns.SNS(settings) }],
]);

/** An operation in the SDK's schemas: its input names and types members as the service model does. */
const Operation = v.strictTuple([
  v.literal(9),
  v.string(),
  v.string(),
  v.unknown(),
  v.function(),
  v.unknown(),
]);

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
  const schema = v.safeParse(Operation, Reflect.get(sdk, `${operation}$`));
  if (!schema.success) throw new Error(`no such command: aws ${service} ${name}`);
  const flags = flagsOf(rest);
  const input = inputOf(schema.output[4](), flags);
  return { service, operation, region: flags.get('region')?.[0], input };
}

/**
 * Runs a command as the `aws` command line would, through the SDK's client.
 * @param send answers the call; by default whatever the environment leads it to
 * @returns the answer
 * @throws what {@link readAws} and the SDK throw
 */
export async function runAws(words: readonly string[], send?: Send): Promise<unknown> {
  const { service, operation, region = process.env.AWS_REGION, input } = readAws(words);
  if (!region) throw new Error(`no region: ${words.join(' ')}`);
  const made = SERVICES.get(service)?.client({ region });
  if (!made) throw new Error(`no such service: ${service}`);
  const client = send ? connect(made, send) : made;
  const method: unknown = Reflect.get(
    client,
    operation.charAt(0).toLowerCase() + operation.slice(1),
  );
  if (typeof method !== 'function') throw new Error(`the SDK has no ${operation}`);
  const answer: unknown = await method.call(client, input);
  return answer;
}

function pascal(operation: string): string {
  return operation.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
