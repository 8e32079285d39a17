/* The lines that `doctor` prints: ok, a problem with its cure, or unknown. */

import { faultFrom } from '../../lib/aws/errors.ts';
import type { Fault } from '../../lib/core/decision/aws-error.ts';
import { explainFault } from '../errors.ts';
import type { Line } from '../schemas/doctor.ts';
import type { Session } from '../session.ts';
import type { Stack } from '../stack.ts';

export type { Line };

/** What the checks of a deployed stack rest on. */
export interface DeployedSession extends Session {
  readonly deployed: Stack;
}

export function ok(check: string, detail: string): Line {
  return { check, state: 'ok', detail };
}

export function todo(check: string, detail: string, advice: string): Line {
  return { check, state: 'todo', detail, advice };
}

export function unseen(check: string, fault: Fault, action: string): Line {
  const detail = `cannot be checked, ${explainFault(fault)}`;
  const advice = `To check it, you need the permission ${action}.`;
  return { check, state: 'unknown', detail, ...(fault.kind === 'denied' && { advice }) };
}

/**
 * Makes one check; a failed call is a line that says so.
 * @param action the IAM action that the check's first call needs
 */
export async function attempt(
  check: string,
  action: string,
  look: () => Promise<Line>,
): Promise<Line> {
  try {
    return await look();
  } catch (error) {
    return unseen(check, faultFrom(error), action);
  }
}
