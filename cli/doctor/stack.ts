/* The check whether the stack is deployed and in a good state. */

import { type PlaceOptions, placeArguments } from '../options.ts';
import type { ObservedStack } from '../stack.ts';
import { type Line, ok, todo, unseen } from './line.ts';

/** Whether the stack is deployed, and whole. */
export function checkStack(
  observed: ObservedStack,
  region: string,
  { profile, stack: name }: PlaceOptions,
): Line {
  switch (observed.kind) {
    case 'missing':
      return todo(
        'stack',
        `${name} is not deployed in ${region}`,
        `Deploy it:\nnpx appstream-image-replicator deploy ${placeArguments(region, { profile, stack: name })}`,
      );
    case 'unread':
      return unseen('stack', observed.fault, 'cloudformation:DescribeStacks');
    case 'deployed': {
      const { status } = observed.stack;
      const detail = `${name} in ${region}, ${status}`;
      return /^(CREATE|UPDATE|IMPORT)_COMPLETE(_CLEANUP_IN_PROGRESS)?$/.test(status)
        ? ok('stack', detail)
        : todo('stack', detail, 'Check its events in CloudFormation, then deploy it again.');
    }
    default:
      return observed satisfies never;
  }
}
