/* Compares what a story led to with what it should: by what `status` says and what subscribers received. */

import { isInSync, type Overview, placesOf } from '../cli/overview/overview.ts';
import type { SimImage } from '../sim/index.ts';
import type { Received } from '../sim/subscriber.ts';
import type { Ending } from './story.ts';

/** A replica as AppStream has it. */
type Replica = Pick<SimImage, 'tags' | 'sharedWith'>;

/**
 * One line for each thing that is not as it should be; none when all is right.
 * @param replicaOf a replica; nothing when it is not there
 */
export function differences(
  endings: readonly Ending[],
  overview: Overview,
  inbox: readonly Received[],
  replicaOf: (region: string, name: string) => Replica | undefined,
): string[] {
  const expected = endings.flatMap((ending) => {
    const { image, region, replica = image, copies, tags, sharedWith, fails } = ending;
    const place = `${image} to ${region} as ${replica}`;
    const state = fails ? `FAILED ${fails}` : `AVAILABLE with ${text(tags, sharedWith)}`;
    const outcome = fails ? `FAILED ${fails}` : 'SUCCEEDED';
    return [`${place}: ${state}, copies: ${copies}`, `message of ${place}: ${outcome}`];
  });
  const observed = placesOf(overview).map(({ image, destination }) => {
    const { region, name = '', state, reason, attempts } = destination;
    const detail =
      state === 'AVAILABLE' ? `with ${textOf(replicaOf(region, name))}` : (reason?.code ?? '');
    return `${image.name} to ${region} as ${name}: ${state} ${detail}, copies: ${attempts}`;
  });
  const received = inbox.map(({ message: { outcome, source, destination, reason } }) => {
    const place = `${source.name} to ${destination?.region} as ${destination?.name}`;
    return `message of ${place}: ${[outcome, reason?.code].filter(Boolean).join(' ')}`;
  });
  const found = [...observed, ...received];
  return [
    ...without(expected, found).map((line) => `missing: ${line}`),
    ...without(found, expected).map((line) => `not expected: ${line}`),
    ...(isInSync(overview) ? [] : ['not expected: a run would still have something to do']),
  ];
}

function textOf(replica: Replica | undefined): string {
  return text(replica?.tags, Object.keys(replica?.sharedWith ?? {}).join(' '));
}

/** The tags that people gave, and the accounts that it is shared with. */
function text(tags: Replica['tags'] = {}, accounts = ''): string {
  const own = Object.entries(tags).filter(([key]) => !key.startsWith('replicate:'));
  const list = own.map(([key, value]) => `${key}=${value}`).join(' ') || 'no tags';
  return accounts === '' ? list : `${list}, shared with ${accounts}`;
}

/** The lines that are left when each of the others has taken one that is equal to it away. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...lines];
  for (const other of others) {
    const at = left.indexOf(other);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}
