/* The section of the page with replications that are delayed and continue by themselves. */

import { groupBy } from '../../lib/core/group-by.ts';
import { type Overview, type Place, placesOf } from '../overview/overview.ts';
import { type Html, html } from './html.ts';
import type { Section } from './section.ts';
import { hint, name, route } from './words.ts';

/** What delays replications that continue without a person; those with the same problem stand together. */
export function heldUp(overview: Overview): Section | undefined {
  const places = placesOf(overview).filter(
    ({ destination: { state, reason } }) => state !== 'FAILED' && reason,
  );
  if (places.length === 0) return undefined;
  const groups = groupBy(places, ({ destination: { reason } }) =>
    JSON.stringify([reason?.code, reason?.message]),
  );
  const isLate = places.some(({ destination }) => destination.late);
  const body = html`<p class="note">These continue without you.${isLate && ' Those that are late say what you can do.'}</p>
<ul class="cards">${[...groups.values()].map(group)}</ul>`;
  return { id: 'held-up', title: `Delayed (${places.length})`, body };
}

function group(places: readonly Place[]): Html {
  const { code = '', message = '' } = places[0]?.destination.reason ?? {};
  const items = places.map(
    ({ image, destination: { region, late, reason } }) =>
      html`<li>${route(image.name, region)}${late && html` <small>late</small>${hint(reason?.hint ?? '')}`}</li>`,
  );
  return html`<li><p class="title"><code>${code}</code></p><p>${name(message)}</p><ul class="places">${items}</ul></li>
`;
}
