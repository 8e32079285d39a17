/* What a status tag is to be after a run, and what is announced of it. */

import type { Decision, Destination } from '../core/decision/decision.ts';
import type { Problem } from '../core/image.ts';
import type { Announced } from '../core/message/message.ts';
import type { RuleReport } from '../core/tags/source.ts';
import type { Status } from '../core/tags/status.ts';
import type { Result } from './apply.ts';

/** One status tag as a run leaves it; without a status the tag is taken away. */
export interface Entry {
  readonly status: Status | undefined;
  readonly announced?: Announced;
}

/**
 * What the status tag of a destination is to be after what was done.
 * @param isAnnouncing whether there is a topic
 * @returns undefined when it stays as it is
 */
export function entryOf(outcome: Result, isAnnouncing: boolean): Entry | undefined {
  const { decision } = outcome;
  if (decision.do === 'clear status') return { status: undefined };
  // Without a topic an announcement that is due is left to who has one.
  if (decision.do === 'announce' && !isAnnouncing) return undefined;
  return 'status' in decision
    ? { status: decision.status, announced: announcedOf(outcome) }
    : undefined;
}

function announcedOf({ destination: from, decision, wasDone }: Result): Announced | undefined {
  if (wasDone) return undefined;
  switch (decision.do) {
    case 'announce success':
      return { outcome: 'SUCCEEDED', destination: announcedAt(from, decision) };
    case 'announce failure': {
      const { problem } = decision;
      return { outcome: 'FAILED', destination: announcedAt(from, decision), problem };
    }
    case 'announce late': {
      const { status, problem } = decision;
      const isCopying = status.word === 'COPYING';
      return {
        outcome: 'LATE',
        destination: announcedAt(from, decision),
        isCopying,
        problem,
      };
    }
    case 'announce': {
      const destination = announcedAt(from, decision);
      return decision.status.word === 'AVAILABLE'
        ? { outcome: 'SUCCEEDED', destination }
        : { outcome: 'FAILED', destination, problem: problemIn(decision.status) };
    }
    default:
      return undefined;
  }
}

function announcedAt(
  { region, source }: Destination,
  {
    replica,
    status,
  }: Extract<
    Decision,
    { do: 'announce success' | 'announce failure' | 'announce late' | 'announce' }
  >,
) {
  return { region, name: status.replicaName ?? source.name, replica };
}

/** Why it failed, when that could not be announced at once: only the code is sent, since anybody may have written the text of a tag. */
function problemIn({ code: written = '' }: Status): Problem {
  const code = /^[A-Za-z]\w{0,79}$/.test(written) ? written : 'UnknownError';
  const message = `it failed with ${code}, which could not be announced at the time; see the status tag`;
  return { code, message };
}

/** What the status tag of the rule is to be; undefined when it stays as it is. */
export function entryOfReport(report: RuleReport): Entry | undefined {
  if (report.kind === 'corrected') return { status: undefined };
  if (report.kind === 'unannounced') return { status: report.status };
  if (report.kind !== 'invalid') return undefined;
  return { status: report.status, announced: { outcome: 'FAILED', problem: report.problem } };
}
