/* What an observation says about a fact. */

import type { Line } from '../schemas/conformance.ts';
import type { Fact } from './facts/fact.ts';
import { masked } from './mask.ts';
import type { Observation } from './observation.ts';

/** Compares what was seen with what is assumed. */
export function compare(fact: Fact, observation: Observation): Line {
  const { id, question, assumed = 'nothing', handled = 'nothing depends on it' } = fact;
  const about = { fact: id, question: plain(question), assumed: plain(assumed) };
  if ('unknown' in observation) {
    return { ...about, verdict: 'unknown', why: masked(observation.unknown) };
  }
  const seen = masked(observation.seen);
  if (fact.measured) return { ...about, seen, verdict: 'measured' };
  if (seen === about.assumed) return { ...about, seen, verdict: 'same' };
  return { ...about, seen, verdict: 'different', meaning: plain(handled) };
}

/** A text without the marks of Markdown. */
export function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}
