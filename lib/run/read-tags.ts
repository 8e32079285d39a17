/* Reads the tags of source images, as far as there is time. */

import pMap from 'p-map';
import { listGrants, listTags } from '../aws/appstream/read.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Observer } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import type { Destination } from '../core/decision/decision.ts';
import type { Image } from '../core/image.ts';
import { TAG_READS_AT_ONCE } from '../core/limits.ts';
import { isRuleOf } from '../core/tags/destinations.ts';
import { wantedGrants } from '../core/tags/share.ts';
import { isReplica, type Source, sourceOf } from '../core/tags/source.ts';
import { isFinal } from '../core/tags/status.ts';

/** An image with a rule, or with something in flight. */
type Replicated = Extract<Source, { kind: 'replicated' }>;

/** The source images whose grants are read: those that have something in flight, for a tick. */
type GrantsRead = 'all' | 'in flight' | 'none';

/** Of all fractions of a turn this spreads places the most evenly, however many there are. */
const GOLDEN_RATIO = 0.618034;

/** What the next run sees to. */
export const NO_TIME: Fault = {
  kind: 'transient',
  code: 'NoTimeLeft',
  message: 'the time of the run is up',
};

/**
 * Reads the tags of images. That may take half of the run's time, so that what was read can be acted on; what is left
 * then is unread. Never throws.
 * @param grants of which source images it has to be known whom they are shared with
 * @returns one for each image, in their order
 */
export async function readSources(
  images: readonly Image[],
  observer: Observer,
  grants: GrantsRead,
): Promise<Source[]> {
  const half = observer.timeLeft() / 2;
  const sources = new Map<Image, Source>();
  const readInTime = async (image: Image) => {
    const isLate = observer.timeLeft() < half;
    sources.set(image, isLate ? unread(image, NO_TIME) : await readImage(image, observer, grants));
  };
  await pMap(fromElsewhere(images, observer.now()), readInTime, { concurrency: TAG_READS_AT_ONCE });
  return images.flatMap((image) => sources.get(image) ?? []);
}

/** A replica is known by its description, so that its tags need no call. */
async function readImage(image: Image, observer: Observer, grants: GrantsRead): Promise<Source> {
  const { appstream, region, now } = observer;
  if (isReplica(image)) return sourceOf(image, {}, observer, now());
  try {
    const tags = await listTags(appstream(region), image.arn);
    if (!tags) return { kind: 'ignored', image, reason: 'it is gone' };
    const source = sourceOf(image, tags, observer, now());
    return mirrors(source, grants) ? await withSourceGrants(source, observer) : source;
  } catch (error) {
    return unread(image, faultFrom(error));
  }
}

/** Whether the replicas are to be shared as the source image is, and that has to be known. */
function mirrors(source: Source, grants: GrantsRead): source is Replicated {
  if (grants === 'none' || source.kind !== 'replicated' || source.rule?.share?.as !== 'source')
    return false;
  const isInFlight = ({ wanted, status }: Destination) =>
    status?.sharing ?? (wanted && !(isFinal(status) && isRuleOf(wanted, status?.rule)));
  return grants === 'all' || source.destinations.some(isInFlight);
}

/** With the grants of the source image, or why they cannot be read. */
async function withSourceGrants(source: Replicated, observer: Observer): Promise<Replicated> {
  const { image, rule, destinations } = source;
  const { appstream, region, shareAccounts } = observer;
  const grants = await listGrants(appstream(region), image.name).then(
    (listed) => wantedGrants(rule?.share, listed, shareAccounts),
    (error: unknown) => ({ fault: faultFrom(error) }),
  );
  return { ...source, destinations: destinations.map((each) => ({ ...each, grants })) };
}

function unread(image: Image, fault: Fault): Source {
  return { kind: 'unread', image, fault };
}

/** The list from another place each minute, far from the last, so that what one run has no time to read another has. */
export function fromElsewhere<T>(list: readonly T[], now: Date): T[] {
  const turns = (now.getTime() / 60_000) * GOLDEN_RATIO;
  const first = Math.floor((turns % 1) * list.length);
  return [...list.slice(first), ...list.slice(0, first)];
}
