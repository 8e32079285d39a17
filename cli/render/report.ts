/* All that `status` prints. */

import type { Paint } from '../io.ts';
import { type CommonOptions, placeArguments, withProfile } from '../options.ts';
import { type Overview, placesOf } from '../overview/overview.ts';
import { actions, waits } from './details.ts';
import { matrix } from './matrix.ts';
import { retentionLines } from './retention.ts';
import { fleetBlocks } from './rollout.ts';
import { paragraph, plural } from './words.ts';

/**
 * The state of images for people: the matrix, then what it has no room for; what has failed last, nearest to the prompt.
 * @param named images that were asked for by name: of these it is also said why they are not replicated
 * @param options of the command, which another command needs as well
 */
export function report(
  overview: Overview,
  named: readonly string[],
  columns: number,
  paint: Paint,
  options: Partial<CommonOptions>,
): string {
  const { images, region, tagPrefix } = overview;
  const ignored = images.filter(({ kind }) => kind === 'ignored');
  const listed = ignored.filter(({ name }) => named.includes(name));
  const remarks = notes(overview, ignored.length - listed.length);
  const retention = retentionLines(overview);
  const waiting = waits(overview, columns, paint);
  const drawn = matrix(overview, columns, paint);
  const none = `No image in ${region} is replicated (none is tagged ${tagPrefix}:to).`;
  const blocks = [
    ...(drawn === '' ? [] : [drawn]),
    ...(images.length === ignored.length && listed.length === 0 ? [none] : []),
    ...(waiting.length > 0 ? [waiting.join('\n')] : []),
    ...(retention.length > 0 ? [paragraph(retention, columns, 0).join('\n')] : []),
    ...fleetBlocks(overview, columns, paint),
    ...listed.map(({ name, reason }) => `${name} is not replicated: ${reason}.`),
    ...(remarks.length > 0 ? [paint('dim', remarks.join('\n'))] : []),
    ...actions(overview, columns, paint),
    ...startAgain(overview, options),
  ];
  return withProfile(blocks.join('\n\n'), options);
}

function notes(overview: Overview, hidden: number): string[] {
  const places = placesOf(overview);
  const copying = places.some(({ destination }) => destination.state === 'COPYING');
  const late = places.some(({ destination }) => destination.late);
  const unannounced = places.some(({ destination }) => destination.unannounced);
  return [
    ...(late ? ['late: checked by each sweep from now on, not each minute.'] : []),
    ...(unannounced ? ['unannounced: not published yet; the replicator tries again.'] : []),
    ...(copying ? ['AWS does not report how much longer a copy will take.'] : []),
    ...(hidden > 0 ? [`Not shown: ${plural(hidden, 'image')} not tagged for replication.`] : []),
  ];
}

/** Failures that only another build of the image can end. */
const FINAL = ['IncompatibleImageException', 'ResourceNotFoundException', 'SourceFailed'];

/** A command for each image of which a failure can be mended. */
function startAgain(overview: Overview, options: Partial<CommonOptions>): string[] {
  const failed = placesOf(overview).filter(
    ({ destination: { state, reason } }) =>
      state === 'FAILED' && !FINAL.includes(reason?.code ?? ''),
  );
  if (failed.length === 0) return [];
  const place = placeArguments(overview.region, options);
  const names = new Set(failed.map(({ image }) => image.name));
  const commands = [...names].map(
    (name) => `npx appstream-image-replicator retry ${name} ${place}`,
  );
  return [['Once the cause is fixed, start again:', ...commands].join('\n')];
}
