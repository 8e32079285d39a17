/* The status page of one source region. */

import type { Overview } from '../overview/overview.ts';
import { attention, cardsOf } from './attention.ts';
import { renderDocument } from './document.ts';
import { html } from './html.ts';
import { regionSections } from './region.ts';
import { type Section, sectionMarkup } from './section.ts';
import { sentence, summary } from './summary.ts';
import { account, consoleLink, moment, name } from './words.ts';

/** The overview as one HTML page that stands alone. Times are relative to when AWS was asked. */
export function renderPage(overview: Overview): string {
  const { at, region, images } = overview;
  const sections = sectionsOf(overview);
  return renderDocument({
    title: `AppStream images of ${region}: ${sentence(overview)}`,
    heading: html`AppStream images of ${name(region)} and their replicas`,
    origin: html`As of ${moment(at)}${account(images)}${consoleLink(region)}`,
    links: sections,
    main: [html`${summary(overview)}\n`, ...sections.map(sectionMarkup)],
  });
}

/** What somebody has to do something about comes first, where there is such a thing. */
function sectionsOf(overview: Overview): Section[] {
  const isAllIgnored = overview.images.every(({ kind }) => kind === 'ignored');
  const cards = cardsOf(overview);
  const sections = regionSections(overview);
  // What needs nobody's attention stands below the matrix.
  const place = cards.length === 0 && sections[0]?.id === 'matrix' ? 1 : 0;
  return isAllIgnored ? sections : sections.toSpliced(place, 0, attention(cards));
}
