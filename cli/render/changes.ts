/* Lines for what changed since the last check, for output that is not a terminal. */

import { type DestinationView, type Overview, placesOf } from '../overview/overview.ts';

/** Says what has changed since it was last asked: one line for each destination, without the time. */
export function createChanges(): (overview: Overview) => string[] {
  const known = new Map<string, string>();
  return (overview) =>
    placesOf(overview).flatMap(({ image, destination }) => {
      const { region, name = image.name } = destination;
      const place = `${image.name} to ${region}${name === image.name ? '' : ` as ${name}`}`;
      const now = stateOf(destination);
      if (known.get(place) === now) return [];
      known.set(place, now);
      return [`${place}: ${now}`];
    });
}

/** What does not change from minute to minute. */
function stateOf(destination: DestinationView): string {
  const { state, reason, late, attempts, secondsTaken } = destination;
  return [
    state,
    reason?.code,
    late && 'late',
    attempts > 1 && `attempt ${attempts}`,
    secondsTaken !== undefined && `after ${Math.round(secondsTaken / 60)} min`,
  ]
    .filter(Boolean)
    .join(', ');
}
