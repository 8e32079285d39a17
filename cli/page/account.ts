/* The status page of several source regions. */

import { type AccountOverview, overviewsOf, type RegionView } from '../overview/account.ts';
import { countStates, type Overview, placesOf } from '../overview/overview.ts';
import { skippedLines } from '../render/account.ts';
import { plural } from '../render/words.ts';
import { attention, cardsOf } from './attention.ts';
import { renderDocument } from './document.ts';
import { type Html, html } from './html.ts';
import { regionSections } from './region.ts';
import { headingId, type Section, sectionMarkup, subsectionMarkup } from './section.ts';
import { stateCounts, stateMark } from './state.ts';
import { sentence } from './summary.ts';
import { account, consoleLink, moment, name } from './words.ts';

/** The source regions as one HTML page: what needs attention anywhere, a line on each region, then each region. */
export function renderAccountPage(seen: AccountOverview): string {
  const { at, regions } = seen;
  const overviews = overviewsOf(seen);
  const images = overviews.flatMap((overview) => overview.images);
  const destinations = overviews.flatMap(placesOf).map(({ destination }) => destination);
  const ready = destinations.filter(({ state }) => state === 'AVAILABLE').length;
  const unread = regions.length - overviews.length;
  const gist = `${ready} of ${plural(destinations.length, 'replica')} AVAILABLE.${unread > 0 ? ` ${plural(unread, 'region')} cannot be read.` : ''}`;
  const first = [attention(regions.flatMap(regionCards)), sources(seen)];
  const sections = regions.map(regionSection);
  return renderDocument({
    title: `AppStream images of ${plural(regions.length, 'source region')}: ${gist}`,
    heading: html`AppStream images of ${plural(regions.length, 'source region')} and their replicas`,
    origin: html`As of ${moment(at)}${account(images)}`,
    links: [...first, ...sections],
    main: [
      html`<p class="sentence">${gist}</p>\n${destinations.length > 0 && stateCounts(destinations)}\n`,
      ...[...first, ...sections].map(sectionMarkup),
    ],
  });
}

function prefixOf(index: number): string {
  return `r${index}-`;
}

function regionCards(view: RegionView, index: number): Html[] {
  if ('overview' in view) {
    const from = html` <small>source region ${name(view.region)}</small>`;
    return cardsOf(view.overview, prefixOf(index), from);
  }
  return [
    html`<li><h3><b class="mark">UNREAD</b> source region ${name(view.region)}</h3>
<p>${name(view.error)}</p></li>
`,
  ];
}

/** A line on each source region, and the regions that are none. */
function sources({ regions, skipped }: AccountOverview): Section {
  const items = regions.map((view, index) => {
    const link = html`<h3><a href="#${headingId(prefixOf(index))}">${name(view.region)}</a></h3>`;
    return html`<li>${link}
${'overview' in view ? gistOf(view.overview) : CANNOT_BE_READ}</li>
`;
  });
  const others = skippedLines(skipped).map((line) => html`<p class="note">${line}</p>`);
  const body = html`<ul class="cards">${items}</ul>${others}`;
  return { id: 'sources', title: `Source regions (${regions.length})`, body };
}

const CANNOT_BE_READ = html`<p><b class="mark">UNREAD</b> It cannot be read.</p>`;

function gistOf(overview: Overview): Html {
  if (overview.images.length === 0) return html`<p>No image to show.</p>`;
  const marks = countStates(overview).map(
    ({ state, count }) =>
      html`<li><span class="state ${state}">${stateMark(state)} ${count}</span></li>`,
  );
  return html`<p>${sentence(overview)}</p>${marks.length > 0 && html`<ul class="places">${marks}</ul>`}`;
}

function regionSection(view: RegionView, index: number): Section {
  const prefix = prefixOf(index);
  const heading = { id: headingId(prefix), title: view.region };
  if ('error' in view)
    return { ...heading, body: html`<p>It cannot be read. ${name(view.error)}</p>` };
  const { overview } = view;
  const sections = regionSections(overview, prefix).map(subsectionMarkup);
  const body = html`<p class="note">As of ${moment(overview.at)}${consoleLink(view.region)}</p>
${sections.length > 0 ? sections : gistOf(overview)}`;
  return { ...heading, body };
}
