import type { Paint } from '../io.ts';
import { type ImageView, type Overview, type Place, placesOf } from '../overview/overview.ts';
import { paragraph } from './words.ts';

/** A heading, and what there is to say below it. */
interface Block {
  readonly head: string;
  readonly lines: readonly string[];
}

/** What a matrix has no room for: why something waits or failed and what to do, and what is wrong with rules. */
export function details(overview: Overview, columns: number, paint: Paint): string[] {
  const blocks = [
    ...overview.images.flatMap((image) => [...unread(image, paint), ...wrongRule(image, paint)]),
    ...placesOf(overview).flatMap((place) => obstacle(place, paint)),
  ];
  return blocks.map(({ head, lines }) => [head, ...paragraph(lines, columns, 2)].join('\n'));
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

function obstacle({ image, destination }: Place, paint: Paint): Block[] {
  const { state, region, reason } = destination;
  if (!reason) return [];
  const failed = state === 'FAILED';
  const word = paint(failed ? 'red' : 'yellow', state);
  const lines = [...linesOf(reason.message), ...(failed ? linesOf(reason.hint) : [])];
  return [{ head: `${word} ${image.name} to ${region}: ${reason.code}`, lines }];
}

function linesOf(text = ''): string[] {
  return text.split('\n').filter(Boolean);
}
