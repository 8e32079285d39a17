/* The states of destinations on the page: symbol, meaning, count. */

import { type DestinationView, STATES } from '../overview/overview.ts';
import { type Html, html } from './html.ts';

type State = DestinationView['state'];

/** What each state means, and the strokes of its symbol in a square of 16. */
const LOOKS: Readonly<Record<State, { readonly means: string; readonly strokes: string }>> = {
  FAILED: { means: 'not tried again', strokes: 'M4 4l8 8M12 4l-8 8' },
  WAITING: {
    means: 'waiting, tried again',
    strokes: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 5v3l2 2',
  },
  COPYING: { means: 'on its way', strokes: 'M2 8h8M7 4.5L10.5 8 7 11.5M14 3v10' },
  PENDING: { means: 'not started', strokes: 'M3 8h.01M8 8h.01M13 8h.01' },
  AVAILABLE: { means: 'ready for use', strokes: 'M3 8.5L6.5 12 13 4.5' },
  RETIRED: { means: 'deleted by retention', strokes: 'M3 5h10M5 5l1 8h4l1-8M6.5 5V3h3v2' },
};

/** The symbols, once for the whole page. */
export function symbols(): Html {
  const each = STATES.map(
    (word) =>
      html`<symbol id="${word}" viewBox="0 0 16 16"><path d="${LOOKS[word].strokes}"/></symbol>`,
  );
  return html`<svg class="unseen" aria-hidden="true">${each}</svg>`;
}

/** A state as its symbol and its word. */
export function stateMark(state: State): Html {
  return html`<svg class="symbol" aria-hidden="true"><use href="#${state}"/></svg><b>${state}</b>`;
}

/** How many destinations are in each state. This is the legend too, so none is left out. */
export function stateCounts(destinations: readonly DestinationView[]): Html {
  const items = STATES.map((word) => {
    const count = destinations.filter(({ state }) => state === word).length;
    return html`<li class="${word}" data-count="${count}"><span class="count">${count}</span>
<span class="state">${stateMark(word)}</span> <small>${LOOKS[word].means}</small></li>`;
  });
  return html`<ul class="counts" aria-label="Destinations by state">${items}</ul>`;
}
