/* The section of the page with everything that a person has to act on. */

import { type ImageView, type Overview, type Place, placesOf } from '../overview/overview.ts';
import { why } from './cell.ts';
import { type Html, html } from './html.ts';
import type { Section } from './section.ts';
import { stateMark } from './state.ts';
import { hint, name, route } from './words.ts';

/** What somebody has to do something about: failures, rules that are wrong, images whose tags cannot be read. */
export function attention(overview: Overview): Section {
  const cards = [
    ...placesOf(overview).flatMap(failure),
    ...overview.images.flatMap(ruleProblems),
    ...overview.images.flatMap(unread),
  ];
  const body = cards.length > 0 ? html`<ul class="cards">${cards}</ul>` : html`<p>Nothing.</p>`;
  return { id: 'attention', title: `Needs attention (${cards.length})`, body };
}

function failure({ image, destination: { state, region, reason } }: Place): Html[] {
  if (state !== 'FAILED') return [];
  const mark = html`<span class="state FAILED">${stateMark('FAILED')}</span>`;
  return [
    html`<li><h3>${mark} ${route(image.name, region)}</h3>
${reason && html`<p>${why(reason)}</p>${hint(reason.hint)}`}</li>
`,
  ];
}

function ruleProblems({ name: image, rule }: ImageView, index: number): Html[] {
  if (!rule || rule.problems.length === 0) return [];
  const problems = rule.problems.map((problem) => html`<li>${name(problem)}</li>`);
  return [
    html`<li id="rule-${index}"><h3><b class="mark">RULE</b> of ${name(image)}</h3>
<ul>${problems}</ul>${rule.hint !== undefined && hint(rule.hint)}</li>
`,
  ];
}

function unread({ kind, name: image, reason = '' }: ImageView): Html[] {
  if (kind !== 'unread') return [];
  return [
    html`<li><h3><b class="mark">UNREAD</b> ${name(image)}</h3>
<p>Its tags could not be read. ${name(reason)}</p></li>
`,
  ];
}
