/* The text below the matrix: reasons, next steps and wrong rules. */

import type { Paint } from '../io.ts';
import type { DestinationView, ImageView, Overview } from '../overview/overview.ts';
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
    ...overview.images.flatMap((image) => problems(image, paint)),
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

/** Destinations of an image with the same problem stand together; what people may have to act on stands alone. */
function problems(image: ImageView, paint: Paint): Block[] {
  const groups = Map.groupBy(image.destinations, ({ state, region, reason, late, share }) =>
    JSON.stringify([
      state,
      reason?.code,
      reason?.message,
      (state === 'FAILED' || late || share?.state === 'refused') && region,
    ]),
  );
  return [...groups.values()].flatMap((group) => problem(image, group, paint));
}

function problem({ name }: ImageView, group: readonly DestinationView[], paint: Paint): Block[] {
  const { state, reason, late, share } = group[0] ?? {};
  if (!reason) return [];
  const failed = state === 'FAILED';
  const word = paint(failed ? 'red' : 'yellow', late ? `${state} late` : `${state}`);
  const regions = group.map(({ region }) => region).join(', ');
  const isToAct = failed || late || share?.state === 'refused';
  const lines = [...linesOf(reason.message), ...(isToAct ? linesOf(reason.hint) : [])];
  return [{ head: `${word} ${name} to ${regions}: ${reason.code}`, lines }];
}

function linesOf(text = ''): string[] {
  return text.split('\n').filter(Boolean);
}
