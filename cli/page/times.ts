/* The section of the page that shows how long replications took. */

import { duration } from '../../lib/core/message/email.ts';
import { type Overview, type Place, placesOf, regionsOf } from '../overview/overview.ts';
import { bar } from './bar.ts';
import { type Html, html } from './html.ts';
import { type Section, scrolling } from './section.ts';
import { name } from './words.ts';

/** Seconds of the longest replication; 0 when none has come to its end. */
export function longestOf(places: readonly Place[]): number {
  return Math.max(0, ...places.map(({ destination }) => destination.secondsTaken ?? 0));
}

/**
 * How long replications took, region by region; nothing before the first is at its end.
 * @param prefix of ids, which are unique in the page
 */
export function times(overview: Overview, prefix: string): Section | undefined {
  const places = placesOf(overview);
  const longest = longestOf(places);
  const rows = regionsOf(overview).flatMap((region) => {
    const there = places.filter(({ destination }) => destination.region === region);
    const taken = there.flatMap(({ destination }) => destination.secondsTaken ?? []);
    return taken.length > 0 ? [row(region, taken, longest)] : [];
  });
  if (rows.length === 0) return undefined;
  const table = html`<table class="times">
<thead><tr><th scope="col">Region</th><td></td><th scope="col">Median</th><th scope="col">Longest</th><th scope="col">Replicas</th></tr></thead>
<tbody>${rows}</tbody></table>`;
  const body = html`<p class="note">From the first copy to AVAILABLE. The strong part of a bar is the median, the whole of it the longest.</p>
${scrolling('times', prefix, table)}`;
  return { id: 'times', title: 'Time to replicate', body };
}

function row(region: string, taken: readonly number[], longest: number): Html {
  const most = Math.max(...taken);
  const median = medianOf(taken);
  return html`<tr><th scope="row">${name(region)}</th><td>${bar(most, longest, median)}</td><td>${duration(median)}</td>
<td>${duration(most)}</td><td>${taken.length}</td></tr>
`;
}

/** The middle one, or the mean of the middle two. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = low] = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return Math.round((low + high) / 2);
}
