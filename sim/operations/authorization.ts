/* Authorization by a tag of the resource, as an IAM condition on aws:ResourceTag asks for it. */
import type { NeededTag } from '../behaviour.ts';
import { ServiceError } from '../core/errors.ts';
import type { Context } from './operation.ts';

/**
 * Comes before all other checks, and sees the resource as it was a while ago.
 * @throws ServiceError `AccessDeniedException` when it had no such tag then
 */
export function authorize(
  { account, region, now }: Context,
  operation: string,
  arn: string,
  needed: NeededTag | undefined,
): void {
  if (!needed) return;
  const resource = account.resource(region, arn, now - needed.seconds * 1000);
  if (!resource || !Object.hasOwn(resource.tags, needed.key))
    throw new ServiceError(
      'AccessDeniedException',
      `Not authorized to perform appstream:${operation} on ${arn}.`,
    );
}
