/* Reads the source images of families. */

import { faultFrom } from '../aws/errors.ts';
import type { Log, Observer } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import type { Scope } from '../core/event.ts';
import type { Member, Source } from '../core/tags/source.ts';
import { readSources } from './read-tags.ts';
import { sourceImagesOf } from './source-images.ts';

type Unread = Extract<Source, { kind: 'unread' }>;

/** Source images whose tags could not be read: any of them might be the newest of any family. */
class UnreadSources extends Error {
  /** One that lasts, if there is one: AWS being busy, or the time of the run being up, needs no person. */
  readonly fault: Fault;

  constructor(first: Unread, more: readonly Unread[]) {
    const { image, fault } =
      [first, ...more].find((each) => each.fault.kind !== 'transient') ?? first;
    const others = more.length > 0 ? `, and those of ${more.length} more` : '';
    super(`the tags of ${image.name} could not be read: ${fault.code}: ${fault.message}${others}`);
    this.fault = fault;
  }
}

/**
 * The source images that are there, those without a rule as well: they say of their replicas that they have no family.
 * @param names only those of these names; all without
 * @throws UnreadSources when one cannot be read
 */
export async function readMembers(
  observer: Observer,
  names?: readonly string[],
): Promise<Member[]> {
  const scopes: readonly Scope[] = names?.map((name) => ({ kind: 'image', name })) ?? [
    { kind: 'all', trigger: 'manual' },
  ];
  const images = await Promise.all(scopes.map((scope) => sourceImagesOf(scope, observer)));
  // Whom a source image is shared with says nothing of its replicas: what they are shared with is seen on them.
  const sources = await readSources(images.flat(), observer, 'none');
  const [first, ...more] = sources.filter((source) => source.kind === 'unread');
  if (first) throw new UnreadSources(first, more);
  return sources.flatMap(memberOf);
}

function memberOf(source: Source): Member[] {
  if (source.kind === 'replicated') return [source];
  if (source.kind === 'unread' || !source.source) return [];
  const { source: image } = source;
  return [
    { kind: 'replicated', image, rule: undefined, destinations: [], report: { kind: 'fine' } },
  ];
}

/**
 * For a look that failed, before anything was done: where the fault passes, the next sweep makes up for it.
 * @param mustThrow whether somebody has to hear of it all the same
 * @throws any other error
 */
export function leaveToNextSweep(error: unknown, log: Log, mustThrow = false): undefined {
  const { kind } = error instanceof UnreadSources ? error.fault : faultFrom(error);
  if (mustThrow || kind !== 'transient') throw error;
  log.warn('left to the next sweep', { reason: String(error) });
  return undefined;
}
