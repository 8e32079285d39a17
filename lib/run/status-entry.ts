/* What a status tag is to be after a run, and what is announced of it. */

import type { Image, Problem } from '../core/image.ts';
import { MAX_CODE } from '../core/limits.ts';
import type { Announced } from '../core/message/message.ts';
import type { RuleReport } from '../core/tags/source.ts';
import type { Status } from '../core/tags/status.ts';
import type { Result } from './apply.ts';

/** One status tag as a run leaves it; without a status the tag is taken away. */
export interface Entry {
  readonly status: Status | undefined;
  /** In the order in which it is to be announced. */
  readonly announced: readonly Announced[];
}

/** Nothing to announce: of most statuses, and so one list for all. */
const NOTHING: readonly Announced[] = [];

/**
 * What the status tag of a destination is to be after what was done.
 * @param isAnnouncing whether there is a topic
 * @returns undefined when it stays as it is
 */
export function entryOf(result: Result, isAnnouncing: boolean): Entry | undefined {
  const { decision } = result;
  if (decision.do === 'clear status') return { status: undefined, announced: NOTHING };
  // Without a topic an announcement that is due is left to who has one.
  if (decision.do === 'announce' && !isAnnouncing) return undefined;
  return 'status' in decision
    ? { status: decision.status, announced: announcedOf(result) }
    : undefined;
}

/** The replica that a decision is about. */
type At = { readonly status: Status; readonly replica?: Image };

function announcedOf({ destination, decision, wasDone }: Result): readonly Announced[] {
  const { region, source } = destination;
  const at = ({ status, replica }: At) => ({
    destination: { region, name: status.replicaName ?? source.name, replica },
  });
  const unshared = (about: At, problem: Problem) =>
    ({ outcome: 'FAILED', operation: 'share', ...at(about), problem }) as const;
  switch (decision.do) {
    case 'announce success':
      return [
        ...(decision.unshared ? [unshared(decision, decision.unshared)] : []),
        ...(wasDone ? [] : [{ outcome: 'SUCCEEDED', ...at(decision) } as const]),
      ];
    case 'announce share failure':
      return [unshared(decision, decision.problem)];
    case 'announce failure':
      return [{ outcome: 'FAILED', ...at(decision), problem: decision.problem }];
    case 'announce late': {
      const { status, problem } = decision;
      return [{ outcome: 'LATE', ...at(decision), isCopying: status.word === 'COPYING', problem }];
    }
    case 'announce': {
      const { status } = decision;
      const problem = problemIn(status);
      if (status.word !== 'AVAILABLE') return [{ outcome: 'FAILED', ...at(decision), problem }];
      return [
        ...(status.unshared ? [unshared(decision, problem)] : []),
        ...(status.due ? [{ outcome: 'SUCCEEDED', ...at(decision) } as const] : []),
      ];
    }
    default:
      return NOTHING;
  }
}

/** Why it failed, when that could not be announced at once: only the code is sent, since anybody may have written the text of a tag. */
export function problemIn({ code: written = '' }: Pick<Status, 'code'>): Problem {
  const isCode = /^[A-Za-z]\w*$/.test(written) && written.length <= MAX_CODE;
  const code = isCode ? written : 'UnknownError';
  const message = `it failed with ${code}, which could not be announced at the time; see the status tag`;
  return { code, message };
}

/** What the status tag of the rule is to be; undefined when it stays as it is. */
export function entryOfReport(report: RuleReport): Entry | undefined {
  if (report.kind === 'corrected') return { status: undefined, announced: NOTHING };
  if (report.kind === 'unannounced') return { status: report.status, announced: NOTHING };
  if (report.kind !== 'invalid') return undefined;
  const announced = [{ outcome: 'FAILED', problem: report.problem } as const];
  return { status: report.status, announced };
}
