/* The first lines of the page: one sentence, and the counts by state. */

import { type Overview, placesOf, regionsOf } from '../overview/overview.ts';
import { plural } from '../render/words.ts';
import { type Html, html } from './html.ts';
import { stateCounts } from './state.ts';

/** The whole in one sentence. */
export function sentence(overview: Overview): string {
  const { images, region, tagPrefix } = overview;
  if (images.length === 0) return `There is no image in ${region}.`;
  const replicated = images.filter(({ kind }) => kind === 'replicated');
  if (replicated.length === 0 && images.some(({ kind }) => kind === 'unread')) {
    return `No image of ${region} is known to be replicated.`;
  }
  if (replicated.length === 0) {
    return `No image of ${region} is replicated. Tag one with ${tagPrefix}:to and the regions that should have it.`;
  }
  const places = placesOf(overview);
  const ready = places.filter(({ destination }) => destination.state === 'AVAILABLE');
  return `${plural(replicated.length, 'image')} to ${plural(regionsOf(overview).length, 'region')}: ${ready.length} of ${plural(places.length, 'replica')} AVAILABLE.`;
}

/** The sentence, and how many destinations are in which state. */
export function summary(overview: Overview): Html {
  const destinations = placesOf(overview).map(({ destination }) => destination);
  return html`<p class="sentence">${sentence(overview)}</p>
${destinations.length > 0 && stateCounts(destinations)}`;
}
