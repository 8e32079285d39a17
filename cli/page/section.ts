/* What every section of the page has: id, title, body. */

import { type Html, html } from './html.ts';

/** A part of the page under a heading of its own. */
export interface Section {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** The section with its heading. */
export function sectionMarkup({ id, title, body }: Section): Html {
  return html`<section><h2 id="${id}">${title}</h2>
${body}</section>
`;
}

/** Links to the sections: the way past a large matrix. */
export function contents(sections: readonly Section[]): Html {
  const items = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav aria-label="On this page"><ul>${items}</ul></nav>`;
}

/** A table that may be larger than the window: it scrolls by itself, by keyboard too. */
export function scrolling(id: string, table: Html): Html {
  return html`<section class="scroll" aria-labelledby="${id}" tabindex="0">${table}</section>`;
}
