/* All that `status` prints of several source regions. */

import type { Paint } from '../io.ts';
import type { CommonOptions } from '../options.ts';
import type { AccountOverview, RegionView } from '../overview/account.ts';
import { countStates, type Overview } from '../overview/overview.ts';
import { STYLES } from './matrix.ts';
import { report } from './report.ts';
import { GAP, table, widthOf } from './table.ts';
import { paragraph, plural } from './words.ts';

/**
 * The state of images for people: a line for each source region, which stays in sight where the rest is cut; then a
 * section for each.
 * @param named images that were asked for by name
 * @param options of the command, which another command needs as well
 */
export function accountReport(
  { regions, skipped }: AccountOverview,
  named: readonly string[],
  columns: number,
  paint: Paint,
  options: CommonOptions,
): string {
  const looked = skippedLines(skipped);
  return [
    summary(regions, columns, paint),
    ...regions.map((view) =>
      [paint('bold', `== ${view.region} ==`), section(view, named, columns, paint, options)].join(
        '\n',
      ),
    ),
    ...(looked.length > 0 ? [paint('dim', paragraph(looked, columns, 0).join('\n'))] : []),
  ].join('\n\n');
}

function summary(regions: readonly RegionView[], columns: number, paint: Paint): string {
  const head = ['SOURCE', 'REPLICAS'].map((text) => paint('bold', text));
  const rows = regions.map((view) => [
    view.region,
    'error' in view ? paint('red', 'cannot be read') : gist(view.overview, paint),
  ]);
  const width = widthOf(['SOURCE', ...regions.map(({ region }) => region)], columns);
  return table([head, ...rows], [width, Math.max(20, columns - width - GAP)]);
}

/** How many replicas are in which state, the gravest first, and what else is wrong. */
function gist(overview: Overview, paint: Paint): string {
  const { images, rollout } = overview;
  const fleets = (rollout?.fleets ?? []).filter(({ state }) => state === 'FAILED').length;
  const unread = images.filter(({ kind }) => kind === 'unread').length;
  const wrong = images.filter(({ rule }) => rule && rule.problems.length > 0).length;
  const counts = countStates(overview).map(({ state, count }) =>
    paint(STYLES[state], `${count} ${state}`),
  );
  const troubles = [
    ...(wrong > 0 ? [paint('red', `${plural(wrong, 'rule')} not valid`)] : []),
    ...(fleets > 0 ? [paint('red', `${plural(fleets, 'fleet')} FAILED`)] : []),
    ...(unread > 0 ? [paint('red', `${plural(unread, 'image')} UNREAD`)] : []),
  ];
  return [...troubles, ...counts].join(', ') || 'none';
}

function section(
  view: RegionView,
  named: readonly string[],
  columns: number,
  paint: Paint,
  options: CommonOptions,
): string {
  if ('error' in view) {
    return paragraph([`${paint('red', 'cannot be read:')} ${view.error}`], columns, 0).join('\n');
  }
  const { region, overview } = view;
  return named.length > 0 && overview.images.length === 0
    ? `There is no image ${named.join(' or ')} in ${region}.`
    : report(overview, named, columns, paint, options);
}

/** Where else a stack was looked for. */
export function skippedLines(skipped: AccountOverview['skipped']): string[] {
  return (['no stack', 'not enabled'] as const).flatMap((reason) => {
    const regions = skipped.filter((each) => each.reason === reason).map(({ region }) => region);
    return regions.length > 0 ? [`Not shown, ${reason}: ${regions.join(', ')}.`] : [];
  });
}
