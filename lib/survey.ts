import type { AppStreamClient } from '@aws-sdk/client-appstream';
import pMap from 'p-map';
import { findImage, listImages, lookAt } from './aws/observe.ts';
import type { Assessment, Case } from './core/assess.ts';
import { decide } from './core/decide.ts';
import type { Decision, Limits, Sight, Situation } from './core/decision.ts';
import type { Request } from './core/event.ts';
import type { Fault } from './core/fault.ts';
import type { Image, SourceImage } from './core/image.ts';
import { type Read, readImages } from './read-images.ts';

/** What looking needs. It cannot change anything. */
export interface Looker {
  readonly region: string;
  readonly tagPrefix: string;
  /** The only regions that are allowed as destinations; empty for all. */
  readonly allowedRegions: readonly string[];
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

/** Regions that are looked at at once. */
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
 * them, and while there is time. Never throws.
 */
export async function surveyImages(images: readonly Image[], looker: Looker): Promise<Finding[]> {
  const read = await readImages(images, looker);
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
