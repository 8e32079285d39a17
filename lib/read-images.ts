import pMap from 'p-map';
import { faultFrom } from './aws/errors.ts';
import { listTags } from './aws/observe.ts';
import { type Assessment, assess, isReplica } from './core/assess.ts';
import type { Fault } from './core/fault.ts';
import type { Image } from './core/image.ts';
import type { Looker } from './survey.ts';

/** An image and what its tags ask for, or why they are not known. */
export interface Read {
  readonly image: Image;
  readonly assessment: Assessment | { readonly kind: 'unread'; readonly fault: Fault };
}

/** Images whose tags are read at once. */
const TAG_CALLS = 8;

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
export async function readImages(images: readonly Image[], looker: Looker): Promise<Read[]> {
  const half = looker.timeLeft() / 2;
  const reads = new Map<Image, Read>();
  const readInTime = async (image: Image) => {
    const isLate = looker.timeLeft() < half;
    reads.set(image, isLate ? unread(image, NO_TIME) : await readImage(image, looker));
  };
  await pMap(fromElsewhere(images, looker.now()), readInTime, { concurrency: TAG_CALLS });
  return images.flatMap((image) => reads.get(image) ?? []);
}

/** A replica is known by its description, so that its tags need no call. */
async function readImage(image: Image, looker: Looker): Promise<Read> {
  const { appstream, region, now } = looker;
  if (isReplica(image)) return { image, assessment: assess(image, {}, looker, now()) };
  try {
    const tags = await listTags(appstream(region), image.arn);
    if (!tags) return { image, assessment: { kind: 'ignored', reason: 'it is gone' } };
    return { image, assessment: assess(image, tags, looker, now()) };
  } catch (error) {
    return unread(image, faultFrom(error));
  }
}

function unread(image: Image, fault: Fault): Read {
  return { image, assessment: { kind: 'unread', fault } };
}

/** The list from another place each minute, far from the last, so that what one run has no time to read another has. */
function fromElsewhere<T>(list: readonly T[], now: Date): T[] {
  const turns = (now.getTime() / 60_000) * GOLDEN_RATIO;
  const first = Math.floor((turns % 1) * list.length);
  return [...list.slice(first), ...list.slice(0, first)];
}
