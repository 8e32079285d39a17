/* The section of the page with everything that a person has to act on. */

import {
  type DestinationView,
  type ImageView,
  type Overview,
  type Place,
  placesOf,
} from '../overview/overview.ts';
import type { FleetView } from '../overview/rollout.ts';
import { why } from './cell.ts';
import { type Html, html } from './html.ts';
import type { Section } from './section.ts';
import { stateMark } from './state.ts';
import { hint, name, route } from './words.ts';

/** The section with these cards. */
export function attention(cards: readonly Html[]): Section {
  const body = cards.length > 0 ? html`<ul class="cards">${cards}</ul>` : html`<p>Nothing.</p>`;
  return { id: 'attention', title: `Needs attention (${cards.length})`, body };
}

/**
 * What somebody has to do something about: failures of replicas and fleets, rules that are wrong, images whose tags cannot be read.
 * @param prefix of ids, which are unique in the page
 * @param from the source region, where there are several
 */
export function cardsOf(overview: Overview, prefix = '', from: Html | '' = ''): Html[] {
  return [
    ...placesOf(overview).flatMap((place) => failure(place, from)),
    ...(overview.rollout?.fleets ?? []).flatMap((fleet) => fleetFailure(fleet, from)),
    ...overview.images.flatMap((image, index) =>
      ruleProblems(image, `${prefix}rule-${index}`, from),
    ),
    ...overview.images.flatMap((image) => unread(image, from)),
  ];
}

function failure({ image, destination }: Place, from: Html | ''): Html[] {
  const { state, region, reason } = destination;
  return state === 'FAILED' ? [failed(html`${route(image.name, region)}${from}`, reason)] : [];
}

function fleetFailure({ name: fleet, region, state, reason }: FleetView, from: Html | ''): Html[] {
  const what = html`fleet ${name(fleet)} in ${name(region)}${from}`;
  return state === 'FAILED' ? [failed(what, reason)] : [];
}

function failed(what: Html, reason: DestinationView['reason']): Html {
  const mark = html`<span class="state FAILED">${stateMark('FAILED')}</span>`;
  return html`<li><h3>${mark} ${what}</h3>
${reason && html`<p>${why(reason)}</p>${hint(reason.hint)}`}</li>
`;
}

function ruleProblems({ name: image, rule }: ImageView, id: string, from: Html | ''): Html[] {
  if (!rule || rule.problems.length === 0) return [];
  const problems = rule.problems.map((problem) => html`<li>${name(problem)}</li>`);
  return [
    html`<li id="${id}"><h3><b class="mark">RULE</b> of ${name(image)}${from}</h3>
<ul>${problems}</ul>${rule.hint !== undefined && hint(rule.hint)}</li>
`,
  ];
}

function unread({ kind, name: image, reason = '' }: ImageView, from: Html | ''): Html[] {
  if (kind !== 'unread') return [];
  return [
    html`<li><h3><b class="mark">UNREAD</b> ${name(image)}${from}</h3>
<p>Its tags could not be read. ${name(reason)}</p></li>
`,
  ];
}
