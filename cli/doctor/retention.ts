/* The check whether rules ask for retention, and whether it is on. */

import type { Observer } from '../../lib/context.ts';
import { newestMembers } from '../../lib/core/retention/family.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import type { PlannedSource } from '../../lib/run/plan.ts';
import { isAllRead } from '../overview/overview.ts';
import { type Line, ok, todo } from './line.ts';

const CHECK = 'retention';

/**
 * Whether the number to keep, which rules ask for, has an effect; and how many each family keeps.
 * @param deploy the command that deploys this stack again
 */
export function checkRetention(
  sources: readonly PlannedSource[],
  { retention, tagPrefix }: Observer,
  deploy: string,
): Line {
  const { keep } = tagKeys(tagPrefix);
  const members = sources.filter((source) => source.kind === 'replicated');
  const asking = members.filter(({ rule }) => rule?.keep !== undefined);
  if (!retention) {
    if (asking.length === 0)
      return ok(CHECK, `off${isAllRead(sources) ? ', and no rule asks for it' : ''}`);
    const names = asking.map(({ image }) => image.name).join(', ');
    return todo(
      CHECK,
      `off, and rules ask for it: ${names}`,
      `Remove the tag ${keep} from them. If old replicas may be deleted:\n${deploy} --param retention=true`,
    );
  }
  const families = [...newestMembers(members)].map(
    ([family, { rule }]) => `${family} keeps ${rule?.keep ?? 'all'}`,
  );
  const none = isAllRead(sources) ? 'no image has a family' : 'no family is known';
  return ok(CHECK, `on; ${families.join(', ') || none}`);
}
