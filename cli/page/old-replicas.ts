/* The section of the page with replicas that are to be deleted by retention. */

import type { Overview } from '../overview/overview.ts';
import { fateOf, retiring } from '../render/retention.ts';
import { html } from './html.ts';
import type { Section } from './section.ts';
import { name } from './words.ts';

/** The replicas that have a notice, and the regions of which nothing is known; nothing when there are neither. */
export function oldReplicas(overview: Overview): Section | undefined {
  const replicas = retiring(overview);
  const { on = false, unread = [] } = overview.retention ?? {};
  if (replicas.length + unread.length === 0) return undefined;
  const items = [
    ...replicas.map(
      (each) => html`<li>${name(each.name)} in ${name(each.region)} ${name(fateOf(each, on))}.</li>
`,
    ),
    ...unread.map(
      ({
        region,
        reason,
      }) => html`<li>Old replicas in ${name(region)} cannot be seen. ${name(reason)}</li>
`,
    ),
  ];
  const body = html`<ul class="places">${items}</ul>`;
  return { id: 'old', title: `Old replicas (${replicas.length})`, body };
}
