/* The text below the matrix: what is waited for, and what somebody has to do something about. */

import { groupBy } from '../../lib/core/group-by.ts';
import type { Paint } from '../io.ts';
import {
  type DestinationView,
  type ImageView,
  type Overview,
  type Place,
  placesOf,
} from '../overview/overview.ts';
import { paragraph } from './words.ts';

/** Images that a line about a wait has room for. */
const MAX_IMAGES = 5;

/** What is waited for, a line for each reason. */
export function waits(overview: Overview, columns: number, paint: Paint): string[] {
  const waiting = placesOf(overview).filter(
    ({ destination }) => destination.reason && !isToAct(destination),
  );
  const reasons = groupBy(waiting, ({ destination: { state, reason } }) =>
    JSON.stringify([state, reason?.code, reason?.message]),
  );
  return [...reasons.values()].map((places) => {
    const { state = '', reason } = places[0]?.destination ?? {};
    const line = `${paint('yellow', state)} ${reason?.code}: ${reason?.message} (${whose(places)})`;
    const [first = '', ...rest] = paragraph([line], columns, 2);
    return [first.trimStart(), ...rest].join('\n');
  });
}

/** Which destinations of which images: `cad to eu-west-1, eu-west-2; office to eu-west-1`. */
function whose(places: readonly Place[]): string {
  const images = groupBy(places, ({ image }) => image.name);
  const named = [...images].slice(0, MAX_IMAGES).map(([name, group]) => {
    const regions = group.map(({ destination }) => destination.region);
    return `${name} to ${regions.join(', ')}`;
  });
  const more = images.size - named.length;
  return [...named, ...(more > 0 ? [`${more} more images`] : [])].join('; ');
}

/** Whether a person may have to do something about it. */
function isToAct({ state, late, share }: DestinationView): boolean {
  return state === 'FAILED' || late === true || share?.state === 'refused';
}

/** What people may have to act on, each with what to do: the failures come last, nearest to the prompt. */
export function actions(overview: Overview, columns: number, paint: Paint): string[] {
  const places = placesOf(overview).filter(({ destination }) => isToAct(destination));
  const isFailed = ({ destination }: Place) => destination.state === 'FAILED';
  const blocks = [
    ...places.filter((place) => !isFailed(place)).flatMap((place) => problem(place, paint)),
    ...overview.images.flatMap((image) => [...unread(image, paint), ...wrongRule(image, paint)]),
    ...places.filter(isFailed).flatMap((place) => problem(place, paint)),
  ];
  return blocks.map(({ head, lines }) => [head, ...paragraph(lines, columns, 2)].join('\n'));
}

/** A heading, and what there is to say below it. */
interface Block {
  readonly head: string;
  readonly lines: readonly string[];
}

function unread({ name, kind, reason = '' }: ImageView, paint: Paint): Block[] {
  if (kind !== 'unread') return [];
  return [{ head: `${paint('red', 'UNREAD')} ${name}`, lines: [`its tags: ${reason}`] }];
}

function wrongRule({ name, rule }: ImageView, paint: Paint): Block[] {
  if (!rule || rule.problems.length === 0) return [];
  const lines = [...rule.problems, ...linesOf(rule.hint)];
  return [{ head: `${paint('red', 'RULE')} of ${name}`, lines }];
}

function problem({ image, destination }: Place, paint: Paint): Block[] {
  const { state, reason, late, region } = destination;
  if (!reason) return [];
  const style = state === 'FAILED' ? 'red' : 'yellow';
  const word = paint(style, late ? `${state} late` : state);
  const lines = [...linesOf(reason.message), ...linesOf(reason.hint)];
  return [{ head: `${word} ${image.name} to ${region}: ${reason.code}`, lines }];
}

function linesOf(text = ''): string[] {
  return text.split('\n').filter(Boolean);
}
