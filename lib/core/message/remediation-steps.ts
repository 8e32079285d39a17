/* The steps that remediations are made of. */

import { exampleName, type SourceImage } from '../image.ts';
import { meantRegion, partitionOf } from '../region.ts';
import { readDestinations } from '../tags/destinations.ts';
import { isOwnKey, MAX_TAG_VALUE, ruleKeys, type TagKeys } from '../tags/keys.ts';
import type { RulePolicy } from '../tags/rule.ts';
import { oneLine } from '../text.ts';
import {
  deleteCommand,
  permissionsCommand,
  revokeCommand,
  tagCommand,
  untagCommand,
} from './aws-cli.ts';

/** What a hint may refer to. */
export interface HintContext {
  readonly source: SourceImage;
  readonly keys: TagKeys;
  readonly policy: RulePolicy;
  readonly destination?: { readonly region: string; readonly name: string };
}

/** The replica that the hint is about; without one, the source image. */
export function replicaOf({ source, destination }: HintContext): { region: string; name: string } {
  return destination ?? source;
}

/** Deletes what has the replica's name. */
export function remove(context: HintContext): string {
  const { region, name } = replicaOf(context);
  return deleteCommand(region, name);
}

/** Shows with whom the replica is shared. */
export function permissions(context: HintContext): string {
  const { region, name } = replicaOf(context);
  return permissionsCommand(region, name);
}

/** Removes an account's access to the replica. */
export function revoke(context: HintContext): string {
  const { region, name } = replicaOf(context);
  return revokeCommand(region, name);
}

/** Starts the destination again. */
export function untagStatus(context: HintContext): string {
  return untagCommand(context.source, context.keys.status(replicaOf(context).region));
}

/** What is to be done last: start again. */
export function again(context: HintContext): readonly string[] {
  return ['Then start again:', untagStatus(context)];
}

/** Whether the rule itself names the region. Otherwise it does so through a set of the stack. */
export function isNamed(context: HintContext): boolean {
  const { region } = replicaOf(context);
  return destinations(context).some((token) => regionIn(token) === region);
}

/** The way out that deletes nothing: a name of its own for the replica. Left out where the tag has no room or a set names the region. */
export function rename(context: HintContext): readonly string[] {
  if (!isNamed(context)) return [];
  const { region, name } = replicaOf(context);
  const to = changed(context, () => `${region}=${exampleName(name, '-replica')}`);
  if (to.length > MAX_TAG_VALUE) return [];
  return [
    'Give the replica another name, which also starts it again:',
    setDestinations(context, to),
  ];
}

/** Keys that one hint has room for. */
const MAX_KEYS = 5;

/** Removes what looks like a rule and is none, if there is any. */
export function withoutUnknownKeys({ source, keys }: HintContext): readonly string[] {
  const known = ruleKeys(keys);
  const unknown = Object.keys(source.tags).filter(
    (key) => key.startsWith(keys.prefix) && !isOwnKey(keys, key) && !known.includes(key),
  );
  return unknown.length === 0
    ? []
    : [
        'This removes tags that are not keys of a rule:',
        untagCommand(source, ...unknown.slice(0, MAX_KEYS)),
      ];
}

/** Sets the destinations of the rule. */
export function setDestinations({ source, keys }: HintContext, to: string): string {
  return tagCommand(source, keys.to, to);
}

/** The destinations of the rule as they stand. */
export function destinations({ source, keys }: HintContext): readonly string[] {
  return oneLine(source.tags[keys.to] ?? '', MAX_TAG_VALUE)
    .split(' ')
    .filter(Boolean);
}

/** The destinations with a change to the one that the hint is about, each region once. */
export function changed(context: HintContext, change: (token: string) => string): string {
  const { region } = replicaOf(context);
  const tokens = destinations(context).map((token) =>
    regionIn(token) === region ? change(token) : token,
  );
  return [...new Map(tokens.map((token) => [regionIn(token), token])).values()].join(' ');
}

/**
 * Sets the destinations of the rule as they were meant, as far as that is clear: `REGION` and `NAME` stand for what
 * cannot. Left out where no destination is wrong. Never sets a wrong one again.
 */
export function correctDestinations(context: HintContext): readonly string[] {
  const { source, keys } = context;
  const words = (source.tags[keys.to] ?? '').split(/[\s,;]+/).filter(Boolean);
  const corrected = words.map((word) => corrects(word, context));
  const right = [...new Map(corrected.map((token) => [regionIn(token), token])).values()].join(' ');
  if (right !== '' && right === source.tags[keys.to]?.trim()) return [];
  const isOpen = right === '' || /\b(REGION|NAME)\b/.test(right);
  return [
    isOpen
      ? 'This sets the destinations; replace the words in capitals with yours:'
      : 'This sets the destinations that are probably meant:',
    setDestinations(context, right || 'REGION'),
  ];
}

/** A destination that is right: as it is written, else as it is probably meant. */
function corrects(word: string, { source, keys, policy }: HintContext): string {
  const text = word.startsWith(`${keys.to}=`) ? word.slice(keys.to.length + 1) : word;
  const region = regionIn(text);
  const meant = meantRegion(region, partitionOf(source.region), source.region);
  const name = text.slice(region.length);
  const guesses = [text, ...(meant ? [`${meant}${name}`] : []), `${region}=NAME`, `${meant}=NAME`];
  const isRight = (guess: string) =>
    readDestinations(source, keys, [guess], policy).problems.length === 0;
  return guesses.find(isRight) ?? 'REGION';
}

function regionIn(token: string): string {
  return token.split('=', 1)[0] ?? token;
}
