/* A fleet as decisions see it, and what its tags ask for. */

import { digest } from '../digest.ts';
import { IMAGE_NAME } from '../image.ts';
import type { TagKeys, Tags } from '../tags/keys.ts';
import { type Follow, parseFollow } from './follow.ts';
import { parseWindow, type Window } from './window.ts';

/** A fleet as `DescribeFleets` shows it. */
export interface Fleet {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** AWS's word: STARTING, RUNNING, STOPPING or STOPPED. */
  readonly state: string;
  /** Elastic fleets have no image. */
  readonly isElastic: boolean;
  /** AWS's word for the operating system; absent where it does not say. */
  readonly platform?: string;
  /** Name of its image. */
  readonly imageName?: string;
  readonly imageArn?: string;
}

/** What the tags on a fleet ask for. */
export interface FleetRule {
  /** Absent where the tag cannot be read; `problems` says why. */
  readonly follow?: Follow;
  /** Absent: always. */
  readonly window?: Window;
  /** Each with what would be right. */
  readonly problems: readonly string[];
  /** Changes when the tag `follow` changes. */
  readonly fingerprint: string;
}

/** Reads the tags; undefined for a fleet that follows nothing. */
export function readFleetRule(tags: Tags, keys: TagKeys): FleetRule | undefined {
  const value = tags[keys.follow];
  if (value === undefined) return undefined;
  const follow = parseFollow(value);
  const window = tags[keys.window] === undefined ? undefined : parseWindow(tags[keys.window] ?? '');
  const wrong = (key: string, read: unknown) =>
    typeof read === 'string' ? [`${key}: ${read}`] : [];
  return {
    ...(typeof follow !== 'string' && { follow }),
    ...(typeof window === 'object' && { window }),
    problems: [...wrong(keys.follow, follow), ...wrong(keys.window, window)],
    fingerprint: fingerprint(value),
  };
}

/** Eight hexadecimal digits that stand for a text in a tag. */
export function fingerprint(text: string): string {
  return digest(text, 8);
}

/** The parts of a fleet's ARN, in any partition; undefined for anything else. */
export function parseFleetArn(
  arn: string,
): { region: string; account: string; name: string } | undefined {
  const match =
    /^arn:aws[a-z-]{0,16}:appstream:([a-z0-9-]{1,30}):([0-9]{12}):fleet\/(.{1,101})$/.exec(arn);
  if (!match) return undefined;
  const [, region = '', account = '', name = ''] = match;
  // Fleets are named as images are (AppStream API, `Name`).
  return IMAGE_NAME.test(name) ? { region, account, name } : undefined;
}
