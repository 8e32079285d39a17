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

/** The section as a part of another one. */
export function subsectionMarkup({ id, title, body }: Section): Html {
  return html`<section class="part"><h3 id="${id}">${title}</h3>
${body}</section>
`;
}

/** Where a part of the page is, and what it is called. */
export type Link = Pick<Section, 'id' | 'title'>;

/** Links to the parts of the page: the way past a large matrix. */
export function contents(links: readonly Link[]): Html {
  const items = links.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav aria-label="On this page"><ul>${items}</ul></nav>`;
}

/**
 * A table that may be larger than the window: it scrolls by itself, by keyboard too.
 * @param id of its section, whose heading is its name, after that of the source region where there are several
 * @param prefix of ids in the page's part about that region
 */
export function scrolling(id: string, prefix: string, table: Html): Html {
  const labels = prefix === '' ? id : `${headingId(prefix)} ${prefix}${id}`;
  return html`<section class="scroll" aria-labelledby="${labels}" tabindex="0">${table}</section>`;
}

/** The id of the heading above all that is about a source region. */
export function headingId(prefix: string): string {
  return `${prefix}region`;
}
