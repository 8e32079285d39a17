/* The check whether rules name only regions that the stack allows. */

import type { Observer } from '../../lib/context.ts';
import { groupBy } from '../../lib/core/group-by.ts';
import type { PlannedSource } from '../../lib/run/plan.ts';
import { type Line, ok, todo } from './line.ts';

const CHECK = 'allowed regions';

/**
 * Which regions the stack allows as destinations, and whether the rules keep to them.
 * @param deploy the command that deploys this stack again
 */
export function checkAllowedRegions(
  sources: readonly PlannedSource[],
  { allowedRegions }: Observer,
  deploy: string,
): Line {
  const allowed = allowedRegions.length === 0 ? 'all' : allowedRegions.join(', ');
  const refusals = sources.flatMap((source) =>
    source.kind === 'replicated'
      ? (source.rule?.refused ?? []).map((region) => ({ region, image: source.image.name }))
      : [],
  );
  const byRegion = groupBy(refusals, ({ region }) => region);
  if (byRegion.size === 0) return ok(CHECK, allowed);
  const others = [...byRegion].map(
    ([region, those]) => `${region} (${those.map(({ image }) => image).join(', ')})`,
  );
  const wider = [...allowedRegions, ...byRegion.keys()].join(' ');
  return todo(
    CHECK,
    `${allowed}; rules name others: ${others.join(', ')}`,
    `Take them out of the rules. If images may go there:\n${deploy} --param "allowedRegions=${wider}"`,
  );
}
