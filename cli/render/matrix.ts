/* The table of images by destination regions in the terminal. */

import type { Paint, Style } from '../io.ts';
import {
  type DestinationView,
  hasEnded,
  type ImageView,
  type Overview,
  regionsOf,
} from '../overview/overview.ts';
import { GAP, table, widthOf } from './table.ts';
import { age, marksOf } from './words.ts';

/** Longest image name that stands on one line. */
const NAME_WIDTH = 32;
/** What a state and its age need. */
const CELL_WIDTH = 11;

/** The style of each state. */
export const STYLES: Readonly<Record<DestinationView['state'], Style>> = {
  AVAILABLE: 'green',
  COPYING: 'cyan',
  FAILED: 'red',
  PENDING: 'dim',
  RETIRED: 'dim',
  WAITING: 'yellow',
};

/**
 * Replicated images by destination regions, with the state and its age. Regions that do not fit side by side go into
 * further tables below. Empty when no image is replicated.
 */
export function matrix(overview: Overview, columns: number, paint: Paint): string {
  const rows = overview.images.filter(({ kind }) => kind === 'replicated');
  const named = rows.flatMap((image) => imageCell(image, plain).split('\n'));
  const nameWidth = widthOf(['IMAGE', ...named], NAME_WIDTH);
  return chunks(regionsOf(overview), columns - nameWidth)
    .map((some) => {
      const head = ['IMAGE', ...some].map((text) => paint('bold', text));
      const body = rows.map((image) => [
        imageCell(image, paint),
        ...some.map((region) => cell(image, region, overview.at, paint)),
      ]);
      return table([head, ...body], [nameWidth, ...some.map(widthFor)]);
    })
    .join('\n\n');
}

function widthFor(region: string): number {
  return Math.max(region.length, CELL_WIDTH);
}

/** Regions in groups that fit into `room` characters, at least one in each. */
function chunks(regions: readonly string[], room: number): string[][] {
  const groups: string[][] = [];
  let left = 0;
  for (const region of regions) {
    const width = GAP + widthFor(region);
    const group = groups.at(-1);
    if (group && left >= width) {
      group.push(region);
      left -= width;
    } else {
      groups.push([region]);
      left = room - width;
    }
  }
  return groups;
}

const plain: Paint = (_, text) => text;

function imageCell({ name, state, rule }: ImageView, paint: Paint): string {
  return [
    name,
    ...(state === 'AVAILABLE' ? [] : [paint('dim', state)]),
    ...(rule && rule.problems.length > 0 ? [paint('red', 'rule not valid')] : []),
  ].join('\n');
}

function cell(image: ImageView, region: string, at: string, paint: Paint): string {
  const destination = image.destinations.find((each) => each.region === region);
  if (!destination) return paint('dim', '-');
  const { state, since } = destination;
  const time = since && (hasEnded(destination) ? `${age(since, at)} ago` : `for ${age(since, at)}`);
  return [
    paint(STYLES[state], state),
    ...(time ? [paint('dim', time)] : []),
    ...marksOf(destination).map((mark) => paint('yellow', mark)),
  ].join('\n');
}
