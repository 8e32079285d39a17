/* What `run` and `retry` say at their end, and their exit code. */

import { EXIT, type Exit } from '../exit.ts';
import type { Paint } from '../io.ts';
import { type CommonOptions, placeArguments } from '../options.ts';
import { hasEnded, type Overview, placesOf } from '../overview/overview.ts';
import type { PersonalReconciler } from '../reconciler.ts';
import { plural } from '../render/words.ts';

/** The exit code that tells how a run left things. */
export function exitFor(overview: Overview): Exit {
  if (overview.images.some(({ kind }) => kind === 'unread')) return EXIT.error;
  return failures(overview) + wrongRules(overview) > 0 ? EXIT.failed : EXIT.ok;
}

/**
 * The last lines of a run: how many replicas there are, and who sees to the rest.
 * @param hasErred whether something in the run failed, which may be that the watch was turned on
 * @param options of the command, which another command needs as well
 */
export function closing(
  overview: Overview,
  { watchRule }: Pick<PersonalReconciler, 'watchRule'>,
  hasErred: boolean,
  paint: Paint,
  options: CommonOptions,
): string {
  const places = placesOf(overview);
  const available = places.filter(({ destination }) => destination.state === 'AVAILABLE').length;
  const inFlight = places.filter(
    ({ destination }) => destination.next.do !== 'nothing' && !hasEnded(destination),
  ).length;
  const unannounced = places.filter(
    ({ destination }) => destination.unannounced && hasEnded(destination),
  ).length;
  const failed = failures(overview);
  const wrong = wrongRules(overview);
  const counts = [
    paint('green', `${available} available`),
    ...(inFlight > 0 ? [paint('cyan', `${inFlight} in flight`)] : []),
    ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
    ...(unannounced > 0 ? [paint('yellow', `${unannounced} to be announced`)] : []),
    ...(wrong > 0 ? [paint('red', `${plural(wrong, 'rule')} not valid`)] : []),
  ];
  const total = `${plural(places.length, 'destination')}: ${counts.join(', ')}.`;
  if (inFlight === 0) return total;
  return `${total}\n${nextLook(watchRule, hasErred, placeArguments(overview.region, options))}`;
}

/** What becomes of what the person may not do. */
export function leftUndone({ refusals, watchRule }: PersonalReconciler): string {
  const calls = [...refusals].sort().join(', ');
  const next =
    watchRule === undefined
      ? 'ask somebody with the permission, or deploy the stack'
      : 'the deployed function continues';
  return `note: what you may not do (${calls}) was not done and is not announced; ${next}`;
}

function nextLook(watchRule: string | undefined, hasErred: boolean, place: string): string {
  if (watchRule === undefined)
    return 'No watch rule is known, so nothing follows the copies.\nRepeat the command until they are done, or add --wait.';
  const when = hasErred ? ' from its next sweep on' : '';
  return `The deployed function follows them${when}:\nnpx appstream-image-replicator status --watch ${place}`;
}

function failures(overview: Overview): number {
  return placesOf(overview).filter(({ destination }) => destination.state === 'FAILED').length;
}

function wrongRules({ images }: Overview): number {
  return images.filter(({ rule }) => rule && rule.problems.length > 0).length;
}
