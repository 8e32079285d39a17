/* What `deploy` prints. */

import { stripVTControlCharacters } from 'node:util';
import type { Paint, Style } from '../io.ts';
import { type PlaceOptions, placeArguments } from '../options.ts';
import { GAP, table, widthOf } from '../render/table.ts';
import { paragraph, plural } from '../render/words.ts';
import type { Change, Deployment, Setting } from '../schemas/deployment.ts';

/** What needs the user's consent, last: nearest to the question. */
const STYLES: Readonly<Record<Change['action'], Style>> = {
  add: 'green',
  modify: 'yellow',
  'may replace': 'red',
  replace: 'red',
  remove: 'red',
};
const INDENT = '  ';
/** No name of a parameter is longer. */
const NAME_WIDTH = 20;
const ORDER = Object.keys(STYLES);

/** Whether a change may take something away that is there. */
export function isDestructive({ action }: Change): boolean {
  return action === 'remove' || action === 'replace' || action === 'may replace';
}

/** The parameters of a deployment, and what it would change. */
export function drawPlan(
  { parameters, changes }: Pick<Deployment, 'parameters' | 'changes'>,
  columns: number,
  paint: Paint,
): string {
  const set = parameters.filter(({ from }) => from !== 'default');
  const sorted = changes.toSorted((a, b) => ORDER.indexOf(a.action) - ORDER.indexOf(b.action));
  return [
    set.length === 0 ? 'All parameters have their defaults.' : 'Parameters, others by default:',
    ...pairs(
      set.map((setting) => [setting.name, shown(setting)]),
      columns,
    ),
    '',
    changes.length === 0
      ? 'No resource changes.'
      : `${plural(changes.length, 'resource')} to change:`,
    ...pairs(
      sorted.map(({ action, resource, type }) => [
        paint(STYLES[action], action),
        `${resource} (${type})`,
      ]),
      columns,
    ),
  ].join('\n');
}

function shown({ value, from, before }: Setting): string {
  if (from === 'kept') return `${value} (kept)`;
  return before === undefined || before === value ? value : `${value} (was ${before || 'empty'})`;
}

/** What is there after a deployment, and what to do next. */
export function drawEnd(
  { region, stack, outcome, parameters, outputs }: Deployment,
  columns: number,
  options: PlaceOptions,
): string {
  const unconfirmed = parameters.filter(
    ({ name, value, from, before }) =>
      /^(alarmE|e)mail$/.test(name) && from === 'given' && value !== '' && value !== before,
  );
  return [
    outcome === 'unchanged' ? `${stack} is up to date.` : `${stack} is deployed.`,
    // Not wrapped, so that they can be copied.
    ...(outputs.TopicArn ? [`${INDENT}topic      ${outputs.TopicArn}`] : []),
    ...(outputs.DashboardUrl ? [`${INDENT}dashboard  ${outputs.DashboardUrl}`] : []),
    '',
    ...paragraph(
      [
        ...unconfirmed.map(
          ({ value }) =>
            `Choose the link in the e-mail that AWS sends to ${value}: without it, no message arrives there.`,
        ),
        'Check that everything works:',
        `npx appstream-image-replicator doctor ${placeArguments(region, options)}`,
      ],
      columns,
      0,
    ),
  ].join('\n');
}

/** Rows of two columns, indented, the second wrapped. */
function pairs(rows: readonly (readonly [string, string])[], columns: number): string[] {
  if (rows.length === 0) return [];
  const first = widthOf(
    rows.map(([name]) => stripVTControlCharacters(name)),
    NAME_WIDTH,
  );
  const second = Math.max(20, columns - INDENT.length - first - GAP);
  const lines = table(rows, [first, second]).split('\n');
  return lines.map((line) => INDENT + line);
}
