/* Lists that are asked for by name: those of fleets and of image builders. */
import { ServiceError } from '../core/errors.ts';
import type { Resource } from '../core/resource-store.ts';
import { pageOf } from './next-token.ts';
import type { Context } from './operation.ts';

const PAGE_SIZE = 25;

interface Named {
  readonly Names?: readonly string[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/**
 * A page of those resources of one kind that the names ask for; all of them when there are none.
 * @throws ServiceError `ResourceNotFoundException` for a name that none of them has
 */
export function namedPage<T extends Resource>(
  { region, behaviour }: Context,
  kind: string,
  all: readonly T[],
  { Names = [], MaxResults, NextToken }: Named,
): { items: T[]; NextToken?: string } {
  const missing = Names.find((name) => !all.some((each) => each.name === name));
  if (missing !== undefined && behaviour.missingImages === 'error')
    throw new ServiceError('ResourceNotFoundException', `The ${kind} ${missing} does not exist.`);
  const found = Names.length === 0 ? all : all.filter(({ name }) => Names.includes(name));
  return pageOf(found, ({ arn }) => arn, {
    binding: [region, kind, Names],
    token: NextToken,
    size: Math.min(MaxResults || PAGE_SIZE, PAGE_SIZE),
  });
}
