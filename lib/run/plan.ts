/* Observes and decides; writes nothing. */

import pMap from 'p-map';
import { lookAt } from '../aws/appstream/read.ts';
import type { Observer } from '../context.ts';
import type { Fault } from '../core/decision/aws-error.ts';
import { decide } from '../core/decision/decide.ts';
import type { Decision, Observed, Situation } from '../core/decision/decision.ts';
import type { Scope } from '../core/event.ts';
import type { Image, SourceImage } from '../core/image.ts';
import { LISTINGS_AT_ONCE } from '../core/limits.ts';
import type { Assessment, Case } from '../core/tags/source.ts';
import { readImages } from './read-tags.ts';
import { sourcesOf } from './source-images.ts';

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

/**
 * Looks at the images that a scope is about and decides each of their destinations, oldest image first.
 * @throws what the SDK throws when the source region's images cannot be listed: then nothing is known
 */
export async function planScope(scope: Scope, observer: Observer): Promise<Finding[]> {
  return planImages(await sourcesOf(scope, observer), observer);
}

/**
 * Decides each destination of these images, in their order. Regions are looked at only where a decision depends on
 * them, and while there is time. Never throws.
 * @param isTick a tick leaves to the sweep what is only looked at now and then
 */
export async function planImages(
  images: readonly Image[],
  observer: Observer,
  isTick = false,
): Promise<Finding[]> {
  const read = await readImages(images, observer);
  const isWanted = ({ decision }: Task) => decision.do === 'look' && !(isTick && decision.rarely);
  const regions = read.flatMap(({ assessment }) =>
    assessment.kind === 'replicated'
      ? tasksOf(assessment.source, assessment.cases, observer, new Map())
          .filter(isWanted)
          .map(({ situation }) => situation.region)
      : [],
  );
  const observations = await look(regions, observer);
  return read.map(({ image, assessment }) => {
    if (assessment.kind !== 'replicated') return { image, ...assessment };
    const tasks = tasksOf(assessment.source, assessment.cases, observer, observations);
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
  observer: Observer,
  observations: ReadonlyMap<string, Observed>,
): Task[] {
  const now = observer.now();
  const { limits } = observer;
  return cases.map((each) => {
    const situation = { ...each, source, observed: observations.get(each.region), now, limits };
    return { situation, decision: decide(situation) };
  });
}

async function look(
  regions: readonly string[],
  { appstream, account, timeLeft }: Observer,
): Promise<Map<string, Observed>> {
  const observations = new Map<string, Observed>();
  const lookOnce = async (region: string) => {
    if (timeLeft() > 0) observations.set(region, await lookAt(appstream(region), region, account));
  };
  await pMap(new Set(regions), lookOnce, { concurrency: LISTINGS_AT_ONCE });
  return observations;
}
