/* Options that several commands share, and how their values are validated. */

import { type Command, InvalidArgumentError } from 'commander';
import { TAG_PREFIX } from '../lib/core/tags/keys.ts';
import { readList } from '../lib/core/text.ts';
import { topicProblem } from '../lib/core/topic.ts';

/** Name of the stack as it is deployed (`serverless.yml`, `stackName`). */
const STACK = 'appstream-image-replicator';

/** Options of every command: which stack, where. */
export interface PlaceOptions {
  readonly region?: string;
  readonly profile?: string;
  readonly stack: string;
  readonly debug?: boolean;
}

/** Options of every command that reads images. */
export interface CommonOptions extends PlaceOptions {
  readonly tagPrefix?: string;
}

/** The options with which another command finds the same images: the region, and what else was given. */
export function placeArguments(
  region: string,
  { profile, stack, tagPrefix }: Partial<CommonOptions>,
): string {
  const given = [
    ['--region', region],
    ['--profile', profile],
    ['--stack', stack === STACK ? undefined : stack],
    ['--tag-prefix', tagPrefix],
  ] as const;
  return given
    .flatMap(([option, value]) => (value === undefined ? [] : [`${option} ${quoted(value)}`]))
    .join(' ');
}

/** A text in which the commands of the aws command line have the profile that was given. */
export function withProfile(text: string, { profile }: Pick<PlaceOptions, 'profile'>): string {
  if (profile === undefined) return text;
  return text.replaceAll(/\baws (?=[\w-]+ [\w-]+ --)/g, () => `aws --profile ${quoted(profile)} `);
}

/** A word as every shell reads it. */
function quoted(word: string): string {
  return /^[\w.@/:+-]+$/.test(word) ? word : `"${word}"`;
}

/** Adds the options of every command. */
export function withPlaceOptions(command: Command): Command {
  return command
    .optionsGroup('Common options:')
    .option('--region <region>', 'source region, where the images are built and the stack is')
    .option('--profile <name>', 'profile of the AWS configuration')
    .option('--stack <name>', 'name of the deployed stack', parseStack, STACK)
    .option('--debug', 'show where an error came from');
}

/** Adds the options of every command that reads images. */
export function withCommonOptions(command: Command): Command {
  return withPlaceOptions(command).option(
    '--tag-prefix <prefix>',
    "what the tag keys begin with (default: the stack's, else 'replicate')",
    parseTagPrefix,
  );
}

/** Adds the options of commands that act. */
export function withActingOptions(command: Command): Command {
  return command
    .option('--wait', 'follow everything to its end; fail if one fails')
    .option('--topic-arn <arn>', "topic to announce on (default: the stack's)", parseTopicArn)
    .option('--no-announce', 'announce nothing')
    .option('--watch-rule <name>', "rule that ticks while copies go on (default: the stack's)");
}

/** Reads a whole number of seconds, for `--interval`. */
export function parseSeconds(text: string): number {
  if (/^[1-9][0-9]{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number of seconds, 1 to 99999.');
}

/** Reads a list of source regions, or `all`, for `--regions`. */
export function parseRegions(text: string): readonly string[] | 'all' {
  const regions = readList(text);
  if (regions.length === 0) throw new InvalidArgumentError('Name at least one region, or all.');
  if (!regions.includes('all')) return regions;
  if (regions.length === 1) return 'all';
  throw new InvalidArgumentError('all stands alone, without the name of a region.');
}

/** Collects the values of an option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function parseTopicArn(text: string): string {
  const problem = topicProblem(text);
  if (problem === undefined) return text;
  throw new InvalidArgumentError(`It ${problem}.`);
}

/** CloudFormation says of a name that it does not take no more than that there is no such stack. */
function parseStack(text: string): string {
  if (/^([a-z][a-z0-9-]*|arn:[\w:/.+-]+)$/i.test(text)) return text;
  throw new InvalidArgumentError('It must be a letter, then letters, digits or -, or an ARN.');
}

function parseTagPrefix(text: string): string {
  if (TAG_PREFIX.test(text)) return text;
  throw new InvalidArgumentError(
    'It must be a letter, then up to 39 letters, digits, _ . or -, without the colon.',
  );
}
