/* The table of images by destination regions on the page. */

import { type ImageView, type Overview, placesOf, regionsOf } from '../overview/overview.ts';
import { cell, type Scale } from './cell.ts';
import { type Html, html } from './html.ts';
import { type Section, scrolling } from './section.ts';
import { longestOf } from './times.ts';
import { name } from './words.ts';

/** More regions than this do not fit on paper with their words. */
const FEW_REGIONS = 8;

/**
 * Replicated images by destination regions; nothing when there are no destinations.
 * @param prefix of ids, which are unique in the page
 */
export function matrix(overview: Overview, prefix: string): Section | undefined {
  const regions = regionsOf(overview);
  if (regions.length === 0) return undefined;
  const scale = { prefix, at: overview.at, longest: longestOf(placesOf(overview)) };
  const rows = overview.images.flatMap((image, index) =>
    image.kind === 'replicated' ? [row(image, index, regions, scale)] : [],
  );
  const heads = regions.map((region) => html`<th scope="col">${name(region)}</th>`);
  const table = html`<table class="matrix ${regions.length > FEW_REGIONS && 'wide'}">
<thead><tr><th scope="col">Image</th>${heads}</tr></thead>
<tbody>${rows}</tbody></table>`;
  const body = html`<p class="note"><span class="screen">Choose a cell for details. </span>The line in it is its time to replicate; the longest fills the cell.</p>
${scrolling('matrix', prefix, table)}`;
  return { id: 'matrix', title: 'Images by regions', body };
}

function row(
  image: ImageView,
  index: number,
  regions: readonly string[],
  scale: Scale & { readonly prefix: string },
): Html {
  const cells = regions.map((region, column) => {
    const destination = image.destinations.find((each) => each.region === region);
    return destination
      ? html`<td>${cell({ image, destination }, `${scale.prefix}d${index}-${column}`, scale)}</td>`
      : html`<td class="none"><span class="unseen">not a destination</span></td>`;
  });
  const { createdAt, state, rule } = image;
  return html`<tr><th scope="row">${name(image.name)}
${createdAt && html`<small>of <time datetime="${createdAt}">${createdAt.slice(0, 10)}</time></small>`}
${state !== 'AVAILABLE' && html`<small>${state}</small>`}
${rule && rule.problems.length > 0 && html`<a href="#${scale.prefix}rule-${index}">rule not valid</a>`}</th>${cells}</tr>
`;
}
