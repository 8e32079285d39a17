/* The text about fleets: which image each has, and why it has no other. */

import { clock } from '../../lib/core/message/email.ts';
import type { Paint, Style } from '../io.ts';
import type { Overview } from '../overview/overview.ts';
import type { FleetView } from '../overview/rollout.ts';
import { GAP, table, widthOf } from './table.ts';
import { age, paragraph } from './words.ts';

const STYLES: Readonly<Record<FleetView['state'], Style>> = {
  FAILED: 'red',
  FOLLOWING: 'green',
  PENDING: 'dim',
  WAITING: 'yellow',
};

/** Longest name in the table. */
const NAME_WIDTH = 30;

/** The fleets with their images, what to do about those that failed, and regions that cannot be seen. */
export function fleetBlocks(overview: Overview, columns: number, paint: Paint): string[] {
  const { on = false, fleets = [], unread = [] } = overview.rollout ?? {};
  return [
    ...(fleets.length > 0 ? [fleetTable(fleets, overview.at, columns, paint)] : []),
    ...fleets.flatMap((fleet) => failure(fleet, columns, paint)),
    ...(fleets.length > 0 && !on ? ['No fleet is updated: the parameter rollout is off.'] : []),
    ...unread.map(({ region, reason }) => `Fleets in ${region} cannot be seen: ${reason}`),
  ];
}

function fleetTable(
  fleets: readonly FleetView[],
  at: string,
  columns: number,
  paint: Paint,
): string {
  const head = ['FLEET', 'REGION', 'IMAGE', 'STATE', 'WHY'];
  const rows = fleets.map((fleet) => [
    fleet.name,
    fleet.region,
    fleet.image ?? '-',
    stateOf(fleet, at),
    whyOf(fleet),
  ]);
  const widths = [0, 1, 2, 3].map((column) =>
    widthOf(
      [head, ...rows].map((row) => row[column] ?? ''),
      NAME_WIDTH,
    ),
  );
  const used = widths.reduce((sum, width) => sum + width + GAP, 0);
  const painted = rows.map(([name = '', region = '', image = '', state = '', why = ''], index) => [
    name,
    region,
    image,
    paint(STYLES[fleets[index]?.state ?? 'PENDING'], state),
    why,
  ]);
  const bold = head.map((text) => paint('bold', text));
  return table([bold, ...painted], [...widths, Math.max(20, columns - used)]);
}

function stateOf({ state, since, unannounced }: FleetView, at: string): string {
  return [state, since && age(since, at), unannounced && 'unannounced'].filter(Boolean).join(', ');
}

/** Why a fleet has no other image; of one that has its image there is nothing to say. */
export function whyOf({ reason, opensAt, next, target, image }: FleetView): string {
  const opens = opensAt ? `; opens ${clock(opensAt)}` : '';
  if (reason) return `${reason.code}: ${reason.message}${opens}`;
  return next.do === 'update fleet' && target !== image ? `${target} is next` : '';
}

function failure({ name, region, state, reason }: FleetView, columns: number, paint: Paint) {
  if (state !== 'FAILED' || !reason || reason.hint === '') return [];
  const lines = paragraph([...reason.hint.split('\n')], columns, 2);
  return [[`${paint('red', 'FAILED')} fleet ${name} in ${region}`, ...lines].join('\n')];
}
