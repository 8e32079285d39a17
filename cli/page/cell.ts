/* One destination in the matrix of the page, with the facts that it opens. */

import { clock, duration } from '../../lib/core/message/email.ts';
import { type DestinationView, hasEnded, type Place } from '../overview/overview.ts';
import { age, marksOf } from '../render/words.ts';
import { bar } from './bar.ts';
import { type Html, html } from './html.ts';
import { stateMark } from './state.ts';
import { hint, moment, name, route } from './words.ts';

/** What all cells of a page share. */
export interface Scale {
  /** When AWS was asked. */
  readonly at: string;
  /** Seconds of the longest replication. */
  readonly longest: number;
}

/**
 * A destination as a button that opens what there is to know of it.
 * @param id of what opens, unique in the page
 */
export function cell({ image, destination }: Place, id: string, { at, longest }: Scale): Html {
  const { state, since, secondsTaken, region } = destination;
  const marks = marksOf(destination).map((mark) => html`<small>${mark}</small>`);
  return html`<button type="button" class="state ${state}" popovertarget="${id}" title="${gist(destination)}">
${stateMark(state)} ${since && html`<small>${sinceWhen(destination, since, at)}</small>`}${marks}
${secondsTaken !== undefined && bar(secondsTaken, longest)}<span class="unseen">, ${route(image.name, region)}</span></button>
<div popover id="${id}" role="dialog" aria-label="${image.name} to ${region}" tabindex="0">
<p class="title">${route(image.name, region)}</p>${facts(destination)}</div>`;
}

function sinceWhen(destination: DestinationView, since: string, at: string): string {
  return hasEnded(destination) ? `${age(since, at)} ago` : `for ${age(since, at)}`;
}

/** The gist, for a pointer that rests on the cell and as its description. */
function gist(destination: DestinationView): string {
  const { since, secondsTaken, reason, next } = destination;
  const took = duration(secondsTaken);
  return [
    since && `since ${clock(since)}`,
    ...marksOf(destination),
    took && `took ${took}`,
    reason ? `${reason.code}: ${reason.message}` : !since && next.reason,
  ]
    .filter(Boolean)
    .join('; ');
}

function facts(destination: DestinationView): Html {
  const {
    state,
    since,
    startedAt,
    secondsTaken,
    attempts,
    late,
    unannounced,
    share,
    reason,
    next,
    retireAt,
  } = destination;
  const rows: [string, Html | string | undefined][] = [
    ['State', html`<span class="state ${state}">${stateMark(state)}</span>`],
    ['Since', since && moment(since)],
    ['Replica', destination.name && name(destination.name)],
    ['Started', startedAt && moment(startedAt)],
    ['Took', duration(secondsTaken)],
    ['Remaining', state === 'COPYING' ? 'AWS does not report it' : undefined],
    ['Late', late && 'yes: checked by each sweep only'],
    ['Deleted', retireAt && html`not before ${moment(retireAt)}`],
    ['Announced', unannounced && 'not yet: that is tried again'],
    ['Copies made', attempts > 0 ? String(attempts) : undefined],
    ['Shared with', share && shared(share)],
    ['Why', reason && why(reason)],
    ['Next run', `${next.do} (${next.reason})`],
  ];
  const shown = rows.map(([term, value]) => value && html`<dt>${term}</dt><dd>${value}</dd>`);
  return html`<dl>${shown}</dl>${(state === 'FAILED' || late || share?.state === 'refused') && reason && hint(reason.hint)}`;
}

/** With whom a replica is shared, and whether it is. */
function shared({ with: accounts, state }: NonNullable<DestinationView['share']>): string {
  const list = accounts.join(', ') || 'nobody';
  return { shared: list, pending: `${list}: not yet`, refused: `${list}: refused` }[state];
}

/** The code and the message of a reason. */
export function why({ code, message }: NonNullable<DestinationView['reason']>): Html {
  return html`<code>${code}</code> ${name(message)}`;
}
