import type { AppStreamClient } from '@aws-sdk/client-appstream';
import pMap from 'p-map';
import { faultFrom } from './aws/errors.ts';
import { findImage, listImages, listTags, lookAt } from './aws/observe.ts';
import { type Assessment, assess, type Case, isReplica } from './core/assess.ts';
import { decide } from './core/decide.ts';
import type { Decision, Limits, Sight, Situation } from './core/decision.ts';
import type { Request } from './core/event.ts';
import type { Fault } from './core/fault.ts';
import type { Image, SourceImage } from './core/image.ts';
import { type TagKeys, tagKeys } from './core/tags.ts';

/** What looking needs. It cannot change anything. */
export interface Looker {
  readonly region: string;
  readonly tagPrefix: string;
  readonly limits: Limits;
  appstream(region: string): AppStreamClient;
  now(): Date;
  /** Milliseconds that are left for beginning something new. */
  timeLeft(): number;
}

/** One destination of one source image, and what is to be done about it. */
export interface Task {
  readonly situation: Situation;
  readonly decision: Decision;
}

/** An image with a rule or with something in flight, and its destinations. */
export type Replicated = Extract<Assessment, { kind: 'replicated' }> & {
  readonly image: Image;
  readonly tasks: readonly Task[];
};

/** What was found out about one image of the source region. */
export type Finding =
  | { readonly image: Image; readonly kind: 'unread'; readonly fault: Fault }
  | { readonly image: Image; readonly kind: 'ignored'; readonly reason: string }
  | Replicated;

/** What the next run sees to. */
const NO_TIME: Fault = {
  kind: 'transient',
  code: 'NoTimeLeft',
  message: 'the time of the run is up',
};

/** Calls under way at once, to one region for tags and over all regions for listings. */
const TAG_CALLS = 8;
const REGION_CALLS = 8;

/**
 * Looks at the images that a request is about and decides each of their destinations, oldest image first.
 * @throws what the SDK throws when the source region's images cannot be listed: then nothing is known
 */
export async function survey(
  request: Exclude<Request, { kind: 'ignored' }>,
  looker: Looker,
): Promise<Finding[]> {
  return surveyImages(await sourcesOf(request, looker), looker);
}

/**
 * Decides each destination of these images, in their order. Regions are looked at only where a decision depends on
 * them, and while there is time. Reading may take half of it, so that what was read can be acted on: what is left then is
 * unread. Never throws.
 */
export async function surveyImages(images: readonly Image[], looker: Looker): Promise<Finding[]> {
  const keys = tagKeys(looker.tagPrefix);
  const half = looker.timeLeft() / 2;
  const readInTime = async (image: Image): Promise<Read> =>
    looker.timeLeft() < half
      ? { image, assessment: { kind: 'unread', fault: NO_TIME } }
      : readImage(image, keys, looker);
  const read = await pMap(images, readInTime, { concurrency: TAG_CALLS });
  const sights = await look(
    read.flatMap((each) => undecided(each, looker)),
    looker,
  );
  return read.map((each) => {
    if (each.assessment.kind !== 'replicated') return { image: each.image, ...each.assessment };
    const { source, cases } = each.assessment;
    return { image: each.image, ...each.assessment, tasks: tasksOf(source, cases, looker, sights) };
  });
}

interface Read {
  readonly image: Image;
  readonly assessment: Assessment | { readonly kind: 'unread'; readonly fault: Fault };
}

/** The images that a request is about, the oldest first. Throws what the SDK throws. */
export async function sourcesOf(
  request: Exclude<Request, { kind: 'ignored' }>,
  { region, appstream }: Looker,
): Promise<Image[]> {
  const client = appstream(region);
  if (request.kind === 'image') {
    const image = await findImage(client, region, request.name);
    return image ? [image] : [];
  }
  const images = await listImages(client, region);
  const age = (image: Image) => image.createdAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return images.sort((a, b) => age(a) - age(b) || a.name.localeCompare(b.name));
}

/** A replica is known by its description, so that its tags need no call. */
async function readImage(
  image: Image,
  keys: TagKeys,
  { region, appstream, now }: Looker,
): Promise<Read> {
  if (isReplica(image)) return { image, assessment: assess(image, {}, keys, now()) };
  try {
    const tags = await listTags(appstream(region), image.arn);
    if (!tags) return { image, assessment: { kind: 'ignored', reason: 'it is gone' } };
    return { image, assessment: assess(image, tags, keys, now()) };
  } catch (error) {
    return { image, assessment: { kind: 'unread', fault: faultFrom(error) } };
  }
}

function tasksOf(
  source: SourceImage,
  cases: readonly Case[],
  looker: Looker,
  sights: ReadonlyMap<string, Sight>,
): Task[] {
  const now = looker.now();
  const { limits } = looker;
  return cases.map((each) => {
    const situation = { ...each, source, sight: sights.get(each.region), now, limits };
    return { situation, decision: decide(situation) };
  });
}

function undecided({ assessment }: Read, looker: Looker): string[] {
  if (assessment.kind !== 'replicated') return [];
  return tasksOf(assessment.source, assessment.cases, looker, new Map())
    .filter(({ decision }) => decision.do === 'look')
    .map(({ situation }) => situation.region);
}

async function look(
  regions: readonly string[],
  { appstream, timeLeft }: Looker,
): Promise<Map<string, Sight>> {
  const sights = new Map<string, Sight>();
  const lookOnce = async (region: string) => {
    if (timeLeft() > 0) sights.set(region, await lookAt(appstream(region), region));
  };
  await pMap(new Set(regions), lookOnce, { concurrency: REGION_CALLS });
  return sights;
}
