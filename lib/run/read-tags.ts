/* Reads the tags of source images, as far as there is time. */

import pMap from 'p-map';
import { listTags } from '../aws/appstream/read.ts';
import { faultFrom } from '../aws/errors.ts';
import type { Observer } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import type { Image } from '../core/image.ts';
import { TAG_READS_AT_ONCE } from '../core/limits.ts';
import { isReplica, type Source, sourceOf } from '../core/tags/source.ts';

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
 * @returns one for each image, in their order
 */
export async function readSources(images: readonly Image[], observer: Observer): Promise<Source[]> {
  const half = observer.timeLeft() / 2;
  const sources = new Map<Image, Source>();
  const readInTime = async (image: Image) => {
    const isLate = observer.timeLeft() < half;
    sources.set(image, isLate ? unread(image, NO_TIME) : await readImage(image, observer));
  };
  await pMap(fromElsewhere(images, observer.now()), readInTime, { concurrency: TAG_READS_AT_ONCE });
  return images.flatMap((image) => sources.get(image) ?? []);
}

/** A replica is known by its description, so that its tags need no call. */
async function readImage(image: Image, observer: Observer): Promise<Source> {
  const { appstream, region, now } = observer;
  if (isReplica(image)) return sourceOf(image, {}, observer, now());
  try {
    const tags = await listTags(appstream(region), image.arn);
    if (!tags) return { kind: 'ignored', image, reason: 'it is gone' };
    return sourceOf(image, tags, observer, now());
  } catch (error) {
    return unread(image, faultFrom(error));
  }
}

function unread(image: Image, fault: Fault): Source {
  return { kind: 'unread', image, fault };
}

/** The list from another place each minute, far from the last, so that what one run has no time to read another has. */
function fromElsewhere<T>(list: readonly T[], now: Date): T[] {
  const turns = (now.getTime() / 60_000) * GOLDEN_RATIO;
  const first = Math.floor((turns % 1) * list.length);
  return [...list.slice(first), ...list.slice(0, first)];
}
