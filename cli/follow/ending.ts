import type { Reconciler } from '../../lib/reconcile.ts';
import { EXIT, type Exit } from '../exit.ts';
import type { Paint } from '../io.ts';
import { type Overview, placesOf } from '../overview/overview.ts';
import { plural } from '../render/words.ts';

/** The exit code that tells how a run left things. */
export function exitFor(overview: Overview): Exit {
  if (overview.images.some(({ kind }) => kind === 'unread')) return EXIT.error;
  return failures(overview) + wrongRules(overview) > 0 ? EXIT.failed : EXIT.ok;
}

/** The last lines of a run: how many replicas there are, and who sees to the rest. */
export function closing(
  overview: Overview,
  { watchRule }: Pick<Reconciler, 'watchRule'>,
  paint: Paint,
): string {
  const places = placesOf(overview);
  const available = places.filter(({ destination }) => destination.state === 'AVAILABLE').length;
  const inFlight = places.filter(({ destination }) => destination.next.do !== 'nothing').length;
  const failed = failures(overview);
  const wrong = wrongRules(overview);
  const counts = [
    paint('green', `${available} available`),
    ...(inFlight > 0 ? [paint('cyan', `${inFlight} in flight`)] : []),
    ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
    ...(wrong > 0 ? [paint('red', `${plural(wrong, 'rule')} not valid`)] : []),
  ];
  const total = `${plural(places.length, 'destination')}: ${counts.join(', ')}.`;
  return inFlight > 0 ? `${total}\n${nextLook(watchRule)}` : total;
}

function nextLook(watchRule: string | undefined): string {
  return watchRule === undefined
    ? 'Nobody follows them: no watch rule is known. Run again until all is done, or use --wait.'
    : 'The deployed function follows them; see: npx appstream-replicator status --watch';
}

function failures(overview: Overview): number {
  return placesOf(overview).filter(({ destination }) => destination.state === 'FAILED').length;
}

function wrongRules({ images }: Overview): number {
  return images.filter(({ rule }) => rule && rule.problems.length > 0).length;
}
