/* Whether the stack's named sets can be used in rules. */

import type { Observer } from '../../lib/context.ts';
import { parseRuleSets } from '../../lib/core/tags/rule-sets.ts';
import { checkRule } from '../check/rule.ts';
import { standIn } from '../check/stand-in.ts';
import { plural } from '../render/words.ts';
import type { Stack } from '../stack.ts';
import { type Line, ok, todo } from './line.ts';

const CHECK = 'sets of regions';

/**
 * What the parameter says, and each set checked as the rule that names it alone would be.
 * @param deploy the command that deploys this stack again
 */
export function checkRuleSets({ parameters }: Stack, observer: Observer, deploy: string): Line {
  const { sets, problems } = parseRuleSets(parameters.get('RuleSets') ?? '');
  const image = standIn(observer);
  const wrong = sets.flatMap(
    ({ name }) => checkRule(image, {}, `@${name}`, false, observer, observer.now()).problems,
  );
  if (problems.length + wrong.length === 0) {
    const each = sets.map(
      ({ name, destinations }) => `${name} (${plural(destinations.length, 'region')})`,
    );
    return ok(CHECK, each.join(', ') || 'none');
  }
  const consequence =
    problems.length > 0
      ? 'Until then, the function does not run'
      : 'Until then, images that use such a set are only copied to its right regions';
  return todo(
    CHECK,
    [...problems, ...wrong].join('; '),
    `Correct the sets. ${consequence}.\n${deploy} --param "ruleSets=SETS"`,
  );
}
