import type { Paint } from '../io.ts';
import { type ImageView, type Overview, type Place, placesOf } from '../overview/overview.ts';

/** What a matrix has no room for: why something waits or failed and what to do, and what is wrong with rules. */
export function details(overview: Overview, paint: Paint): string[] {
  const { images } = overview;
  return [
    ...images.filter(({ kind }) => kind === 'unread').map((image) => unread(image, paint)),
    ...images.flatMap((image) => ruleOf(image, paint)),
    ...placesOf(overview).flatMap((place) => obstacle(place, paint)),
  ];
}

function unread({ name, reason = '' }: ImageView, paint: Paint): string {
  return block(`${paint('red', 'UNREAD')} ${name}`, [`Its tags could not be read. ${reason}`]);
}

function ruleOf({ name, rule }: ImageView, paint: Paint): string[] {
  if (!rule || rule.problems.length === 0) return [];
  const head = `${paint('red', 'RULE')} of ${name}`;
  return [block(head, rule.problems, rule.hint)];
}

function obstacle({ image, destination }: Place, paint: Paint): string[] {
  const { state, region, reason } = destination;
  if (!reason) return [];
  const failed = state === 'FAILED';
  const head = `${paint(failed ? 'red' : 'yellow', state)} ${image.name} to ${region}: ${reason.code}`;
  const lines = reason.message === '' ? [] : [reason.message];
  return [block(head, lines, failed ? reason.hint : undefined)];
}

/** A heading and, indented below it, what there is to say. Lines stay whole: some are commands to be copied. */
function block(head: string, lines: readonly string[], hint?: string): string {
  const all = [...lines, ...(hint === undefined ? [] : hint.split('\n'))];
  return [head, ...all.map((line) => `  ${line}`)].join('\n');
}
