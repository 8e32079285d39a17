/* The section of the page with fleets that follow a family. */

import type { Overview } from '../overview/overview.ts';
import type { FleetView } from '../overview/rollout.ts';
import { whyOf } from '../render/rollout.ts';
import { type Html, html } from './html.ts';
import type { Section } from './section.ts';
import { hint, moment, name } from './words.ts';

/** The fleets with their images, and why they have no other; nothing where none follows a family. */
export function fleets({ rollout }: Overview): Section | undefined {
  if (!rollout) return undefined;
  const items = [
    ...rollout.fleets.map(item),
    ...rollout.unread.map(
      ({
        region,
        reason,
      }) => html`<li>Fleets in ${name(region)} cannot be seen. ${name(reason)}</li>
`,
    ),
  ];
  const off =
    !rollout.on &&
    html`<p class="note">No fleet is updated: the parameter <code>rollout</code> is off.</p>`;
  const body = html`${off}<ul class="cards">${items}</ul>`;
  return { id: 'fleets', title: `Fleets (${rollout.fleets.length})`, body };
}

function item(fleet: FleetView): Html {
  const { region, image = 'no image', state, since, reason } = fleet;
  const why = whyOf(fleet);
  return html`<li><p class="title">${name(fleet.name)} in ${name(region)}: ${name(image)}</p>
<p>${state}${since !== undefined && html` since ${moment(since)}`}${why !== '' && html`. ${name(why)}`}</p>${state === 'FAILED' && reason && hint(reason.hint)}</li>
`;
}
