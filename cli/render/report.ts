/* All that `status` prints. */

import type { Paint } from '../io.ts';
import { type Overview, placesOf } from '../overview/overview.ts';
import { details } from './details.ts';
import { matrix } from './matrix.ts';
import { plural } from './words.ts';

/**
 * The state of images for people: the matrix, then what it has no room for.
 * @param named images that were asked for by name: of these it is also said why they are not replicated
 */
export function report(
  overview: Overview,
  named: readonly string[],
  columns: number,
  paint: Paint,
): string {
  const { images, region, tagPrefix } = overview;
  const ignored = images.filter(({ kind }) => kind === 'ignored');
  const told = ignored.filter(({ name }) => named.includes(name));
  const remarks = notes(overview, ignored.length - told.length);
  const drawn = matrix(overview, columns, paint);
  const none = `No image in ${region} is replicated (none is tagged ${tagPrefix}:to).`;
  return [
    ...(drawn === '' ? [] : [drawn]),
    ...(images.length === ignored.length && told.length === 0 ? [none] : []),
    ...details(overview, columns, paint),
    ...told.map(({ name, reason }) => `${name} is not replicated: ${reason}.`),
    ...(remarks.length > 0 ? [paint('dim', remarks.join('\n'))] : []),
  ].join('\n\n');
}

function notes(overview: Overview, hidden: number): string[] {
  const places = placesOf(overview);
  const copying = places.some(({ destination }) => destination.state === 'COPYING');
  const failed = places.find(({ destination }) => destination.state === 'FAILED');
  const late = places.some(({ destination }) => destination.late);
  const unannounced = places.some(({ destination }) => destination.unannounced);
  return [
    ...(late ? ['late: looked at with each sweep from now on, no longer each minute.'] : []),
    ...(unannounced ? ['unannounced: not published yet; that is tried again.'] : []),
    ...(copying ? ['How much longer a copy takes is unknown: AWS does not say.'] : []),
    ...(failed
      ? [`Once mended, start it again: npx appstream-replicator retry ${failed.image.name}`]
      : []),
    ...(hidden > 0 ? [`Not shown: ${plural(hidden, 'image')} that no rule is about.`] : []),
  ];
}
