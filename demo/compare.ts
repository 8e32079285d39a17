/* Compares what a story led to with what it should: by what `status` says and what subscribers received. */

import { isInSync, type Overview, placesOf } from '../cli/overview/overview.ts';
import type { Received } from '../sim/subscriber.ts';
import type { Ending } from './story.ts';

type Tags = Readonly<Record<string, string>>;

/**
 * One line for each thing that is not as it should be; none when all is right.
 * @param tagsOf the tags of a replica, and nothing when it is not there
 */
export function differences(
  endings: readonly Ending[],
  overview: Overview,
  inbox: readonly Received[],
  tagsOf: (region: string, replica: string) => Tags | undefined,
): string[] {
  const expected = endings.flatMap(({ image, region, replica = image, copies, tags, fails }) => {
    const place = `${image} to ${region} as ${replica}`;
    const state = fails ? `FAILED ${fails}` : `AVAILABLE with ${text(tags)}`;
    const outcome = fails ? `FAILED ${fails}` : 'SUCCEEDED';
    return [`${place}: ${state}, copies: ${copies}`, `message of ${place}: ${outcome}`];
  });
  const observed = placesOf(overview).map(({ image, destination }) => {
    const { region, name = '', state, reason, attempts } = destination;
    const detail =
      state === 'AVAILABLE' ? `with ${text(tagsOf(region, name))}` : (reason?.code ?? '');
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

/** The tags that people gave. */
function text(tags: Tags = {}): string {
  const own = Object.entries(tags).filter(([key]) => !key.startsWith('replicate:'));
  return own.map(([key, value]) => `${key}=${value}`).join(' ') || 'no tags';
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
