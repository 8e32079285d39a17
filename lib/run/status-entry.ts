/* What a status tag is to be after a run, and what is announced of it. */

import type { Decision } from '../core/decision/decision.ts';
import type { Problem } from '../core/image.ts';
import type { Announcement } from '../core/message/message.ts';
import type { RuleReport } from '../core/tags/source.ts';
import type { Status } from '../core/tags/status.ts';
import type { Result } from './apply.ts';

/** What is announced of a status. */
export type Announced = Pick<Announcement, 'outcome' | 'destination' | 'problem'>;

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

function announcedOf({
  destination: { region, source },
  decision,
  wasDone,
}: Result): Announced | undefined {
  switch (decision.do) {
    case 'announce success':
    case 'announce failure':
    case 'announce late':
    case 'announce': {
      const { replica, status } = decision;
      const destination = { region, name: status.replicaName ?? source.name, replica };
      return wasDone
        ? undefined
        : { outcome: outcomeOf(decision), destination, problem: problemOf(decision) };
    }
    default:
      return undefined;
  }
}

type AnnouncedDecision = Extract<
  Decision,
  { do: 'announce success' | 'announce failure' | 'announce late' | 'announce' }
>;

function outcomeOf(decision: AnnouncedDecision): Announcement['outcome'] {
  if (decision.do === 'announce late') return 'LATE';
  return decision.status.word === 'AVAILABLE' ? 'SUCCEEDED' : 'FAILED';
}

/** Why. Of a failure that could not be announced at once the code is left; a tag's text is nobody's to send. */
function problemOf(decision: AnnouncedDecision): Problem | undefined {
  if (decision.do === 'announce failure' || decision.do === 'announce late')
    return decision.problem;
  const { word, code: written = '' } = decision.status;
  const code = /^[A-Za-z]\w{0,79}$/.test(written) ? written : 'UnknownError';
  const message = `it failed with ${code}, which could not be announced then; its status tag says more`;
  return word === 'FAILED' ? { code, message } : undefined;
}

/** What the status tag of the rule is to be; undefined when it stays as it is. */
export function entryOfReport(report: RuleReport): Entry | undefined {
  if (report.kind === 'mended') return { status: undefined };
  if (report.kind === 'unannounced') return { status: report.status };
  if (report.kind !== 'invalid') return undefined;
  return { status: report.status, announced: { outcome: 'FAILED', problem: report.problem } };
}
