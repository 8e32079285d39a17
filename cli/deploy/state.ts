/* Whether a stack can be deployed to, as it stands. */

import { explainFault, UserError } from '../errors.ts';
import { type PlaceOptions, placeArguments } from '../options.ts';
import type { ObservedStack } from '../stack.ts';

/** States of a stack that was never whole, and can only be deleted. */
const BROKEN = ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED'];

/** A parameter that every version of the stack has, and hardly another application's. A stack that failed has no outputs. */
const OURS = 'LateAfterHours';

/**
 * Whether the stack is to be created or updated.
 * @throws UserError that says what to do first, where it can be neither
 */
export function intentFor(
  observed: ObservedStack,
  region: string,
  { profile, stack: name }: PlaceOptions,
): 'CREATE' | 'UPDATE' {
  if (observed.kind === 'missing') return 'CREATE';
  if (observed.kind === 'unread') throw new UserError(explainFault(observed.fault));
  const { status, parameters } = observed.stack;
  // A change set that was never executed; there are no resources yet.
  if (status === 'REVIEW_IN_PROGRESS') return 'CREATE';
  if (!parameters.has(OURS)) {
    throw new UserError(
      `stack ${name} in ${region} is another application's: it has no parameter ${OURS}; give this one another name with --stack`,
    );
  }
  const flags = `${placeArguments(region, { profile })} --stack-name ${name}`;
  const problem = (text: string) => new UserError(`stack ${name} is in ${status}: ${text}`);
  if (status.endsWith('_IN_PROGRESS')) {
    throw problem('CloudFormation is at work on it; wait until it is done, then try again');
  }
  if (BROKEN.includes(status)) {
    throw problem(`it cannot be updated; 'aws cloudformation delete-stack ${flags}' first`);
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    throw problem(`'aws cloudformation continue-update-rollback ${flags}' first`);
  }
  return 'UPDATE';
}
