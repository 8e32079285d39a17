/* The tables of failure codes in docs. */

import { AWS_FAILURES, FLEET_FAILURES, OWN_FAILURES } from '../../lib/core/message/failure-code.ts';
import { table } from './table.ts';

/** The table of failure codes: what each means, and what to do. */
export function failuresTable(): string {
  const own = Object.entries({ ...OWN_FAILURES, ...AWS_FAILURES }).map(
    ([code, { means, cure }]) => [`\`${code}\``, means, cure],
  );
  const others = ['other codes of AWS', 'AWS refused the copy for good', 'as the message says'];
  return table(['`reason.code`', 'what it means', 'what to do'], [...own, others]);
}

/** The table of failure codes of fleets. */
export function fleetFailuresTable(): string {
  const own = Object.entries(FLEET_FAILURES).map(([code, { means, cure }]) => [
    `\`${code}\``,
    means,
    cure,
  ]);
  const others = [
    'other codes of AWS',
    'AWS refused the update for ten minutes',
    'as the message says',
  ];
  return table(['`reason.code`', 'what it means', 'what to do'], [...own, others]);
}
