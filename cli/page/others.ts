/* The section of the page with images that are not replicated. */

import type { Overview } from '../overview/overview.ts';
import { plural } from '../render/words.ts';
import { html } from './html.ts';
import type { Section } from './section.ts';
import { name } from './words.ts';

/** The images that are not replicated, and why. */
export function notReplicated({ images }: Overview): Section | undefined {
  const ignored = images.filter(({ kind }) => kind === 'ignored');
  if (ignored.length === 0) return undefined;
  const items = ignored.map(
    (image) => html`<li>${name(image.name)}: ${name(image.reason ?? '')}</li>
`,
  );
  const isAll = ignored.length === images.length;
  const body = html`<details ${isAll && 'open'}><summary>${plural(ignored.length, 'image')}</summary><ul class="places">${items}</ul></details>`;
  return { id: 'others', title: 'Not replicated', body };
}
