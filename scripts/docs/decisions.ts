/* The decision table in docs, from the rows that the tests check. */

import { DECISION_TABLE } from '../../test/core/decision-table.ts';
import { FLEET_TABLE } from '../../test/core/fleet-decision-rows.ts';
import { table } from './table.ts';

/** What each sentence of the decision table comes to. */
export function decisionSummary(): string {
  const summary = DECISION_TABLE.map(({ sentence, rows }) => [
    sentence,
    unique(rows.map(({ does }) => `\`${does}\``)).join(' '),
  ]);
  return table(['in short', 'decisions'], summary);
}

/** The decision table whole. What all rows of a sentence share stands above them. */
export function decisionTable(): string {
  return DECISION_TABLE.map(({ sentence, rows }) => {
    const sources = unique(rows.map(({ source }) => source)).join(', ');
    const rules = unique(rows.map(({ rule }) => rule)).join(', ');
    const body = rows
      .map(({ destination, remembered, does, leaves }) => [destination, remembered, does, leaves])
      .map((row) => row.join(' | '));
    return [
      `## ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`,
      `The source image is ${sources}; the rule ${rules}.`,
      table(
        ['in the region', 'remembered', 'decision', 'remembered then'],
        unique(body).map((row) => row.split(' | ')),
      ),
    ].join('\n\n');
  }).join('\n\n');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** The decision table of fleets. */
export function fleetDecisionTable(): string {
  const head = ['fleet', 'follows', 'its region has', 'status', 'decision', 'status then'];
  return FLEET_TABLE.map(({ sentence, rows }) =>
    [
      `## ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`,
      table(
        head,
        rows.map((row) => [...row]),
      ),
    ].join('\n\n'),
  ).join('\n\n');
}
