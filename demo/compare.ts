/* Compares what a story led to with what it should: by what `status` says and what subscribers received. */

import { type Overview, placesOf } from '../cli/overview/overview.ts';
import type { Message } from '../lib/core/message/message.ts';
import type { SimImage } from '../sim/index.ts';
import type { Received } from '../sim/subscriber.ts';
import type { Story } from './story.ts';

/** A replica as AppStream has it. */
type Replica = Pick<SimImage, 'tags' | 'sharedWith'>;

/**
 * One line for each thing that is not as it should be; none when all is right.
 * @param replicaOf a replica; nothing when it is not there
 */
export function differences(
  { endings, fleets, retiring }: Pick<Story, 'endings' | 'fleets' | 'retiring'>,
  overview: Overview,
  inbox: readonly Received[],
  replicaOf: (region: string, name: string) => Replica | undefined,
): string[] {
  const copied = endings.flatMap((ending) => {
    const { image, region, replica = image, copies, tags, sharedWith, fails } = ending;
    const place = `${image} to ${region} as ${replica}`;
    const state = fails ? `FAILED ${fails}` : `AVAILABLE with ${text(tags, sharedWith)}`;
    const outcome = fails ? `FAILED ${fails}` : 'SUCCEEDED';
    return [`${place}: ${state}, copies: ${copies}`, `message of ${place}: ${outcome}`];
  });
  const moved = fleets.flatMap(({ fleet, region, image, state }) => [
    `fleet ${fleet} in ${region}: ${state}, with ${image}`,
    ...(state === 'FOLLOWING' ? [`message of fleet ${fleet} in ${region}: ROLLED_OUT`] : []),
  ]);
  const retired = retiring.flatMap(({ image, region }) => [
    `${image} in ${region}: to be deleted`,
    `message of ${image} to ${region} as ${image}: RETIRING BeyondKeep`,
  ]);
  const replicas = placesOf(overview).map(({ image, destination }) => {
    const { region, name = '', state, reason, attempts } = destination;
    const detail =
      state === 'AVAILABLE' ? `with ${textOf(replicaOf(region, name))}` : (reason?.code ?? '');
    return `${image.name} to ${region} as ${name}: ${state} ${detail}, copies: ${attempts}`;
  });
  const followers = (overview.rollout?.fleets ?? []).map(
    ({ name, region, state, image }) => `fleet ${name} in ${region}: ${state}, with ${image}`,
  );
  const old = (overview.retention?.replicas ?? []).flatMap(({ name, region, retireAt }) =>
    retireAt === undefined ? [] : [`${name} in ${region}: to be deleted`],
  );
  const messages = inbox.map(({ message }) => {
    const { outcome, reason } = message;
    return `message of ${subjectOf(message)}: ${[outcome, reason?.code].filter(Boolean).join(' ')}`;
  });
  const expected = [...copied, ...moved, ...retired];
  const found = [...replicas, ...followers, ...old, ...messages];
  return [
    ...without(expected, found).map((line) => `missing: ${line}`),
    ...without(found, expected).map((line) => `not expected: ${line}`),
  ];
}

/** The fleet, or the replica and its source image. */
function subjectOf(message: Message): string {
  if (message.operation === 'rollout')
    return `fleet ${message.fleet.name} in ${message.fleet.region}`;
  const { source, destination } = message;
  return `${source.name} to ${destination?.region} as ${destination?.name}`;
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
