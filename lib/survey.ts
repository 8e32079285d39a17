import type { AppStreamClient } from '@aws-sdk/client-appstream';
import pMap from 'p-map';
import { lookAt } from './aws/observe.ts';
import type { Assessment, Case } from './core/assess.ts';
import { decide } from './core/decide.ts';
import type { Decision, Limits, Sight, Situation } from './core/decision.ts';
import type { Scope } from './core/event.ts';
import type { Fault } from './core/fault.ts';
import type { Image, SourceImage } from './core/image.ts';
import { readImages } from './read-images.ts';
import { sourcesOf } from './sources.ts';

/** What looking needs. It cannot change anything. */
export interface Looker {
  readonly region: string;
  /** The account whose images are looked at; undefined when it is not known. */
  readonly account: string | undefined;
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
 * Looks at the images that a scope is about and decides each of their destinations, oldest image first.
 * @throws what the SDK throws when the source region's images cannot be listed: then nothing is known
 */
export async function survey(scope: Scope, looker: Looker): Promise<Finding[]> {
  return surveyImages(await sourcesOf(scope, looker), looker);
}

/**
 * Decides each destination of these images, in their order. Regions are looked at only where a decision depends on
 * them, and while there is time. Never throws.
 * @param isTick a tick leaves to the sweep what is only looked at now and then
 */
export async function surveyImages(
  images: readonly Image[],
  looker: Looker,
  isTick = false,
): Promise<Finding[]> {
  const read = await readImages(images, looker);
  const isWanted = ({ decision }: Task) => decision.do === 'look' && !(isTick && decision.rarely);
  const regions = read.flatMap(({ assessment }) =>
    assessment.kind === 'replicated'
      ? tasksOf(assessment.source, assessment.cases, looker, new Map())
          .filter(isWanted)
          .map(({ situation }) => situation.region)
      : [],
  );
  const sights = await look(regions, looker);
  return read.map(({ image, assessment }) => {
    if (assessment.kind !== 'replicated') return { image, ...assessment };
    const tasks = tasksOf(assessment.source, assessment.cases, looker, sights);
    return { image, ...assessment, tasks: isTick ? tasks.map(leaveToSweep) : tasks };
  });
}

function leaveToSweep(task: Task): Task {
  const { decision } = task;
  if (decision.do !== 'look' || !decision.rarely) return task;
  return { ...task, decision: { do: 'nothing', reason: 'FAILED is final; the sweep looks again' } };
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

async function look(
  regions: readonly string[],
  { appstream, account, timeLeft }: Looker,
): Promise<Map<string, Sight>> {
  const sights = new Map<string, Sight>();
  const lookOnce = async (region: string) => {
    if (timeLeft() > 0) sights.set(region, await lookAt(appstream(region), region, account));
  };
  await pMap(new Set(regions), lookOnce, { concurrency: REGION_CALLS });
  return sights;
}
