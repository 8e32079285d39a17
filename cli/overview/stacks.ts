/* The regions of an account that have a stack. */

import pMap from 'p-map';
import { cloudFormation } from '../clients.ts';
import { explainFault, isRefused, UserError } from '../errors.ts';
import { plural } from '../render/words.ts';
import type { AccountOverview } from '../schemas/account.ts';
import { readStack } from '../stack.ts';

/** Regions that are asked at once. */
const REGIONS_AT_ONCE = 8;

/** A source region, and why it cannot be read where that is known already. */
export interface SourceRegion {
  readonly region: string;
  readonly error?: string;
}

/** Source regions to look at, and regions to skip. */
export interface SourceRegions extends Pick<AccountOverview, 'skipped'> {
  readonly regions: readonly SourceRegion[];
}

/**
 * Looks for the stack in these regions. One that does not say whether it has the stack is a source region with an
 * error; one that is not enabled is skipped.
 * @throws UserError when no region is known to have the stack
 */
export async function findStacks(names: readonly string[], stack: string): Promise<SourceRegions> {
  const stacks = await pMap(
    names,
    async (region) => ({ region, observed: await readStack(cloudFormation(region), stack) }),
    { concurrency: REGIONS_AT_ONCE },
  );
  const faults = stacks.flatMap(({ observed }) =>
    observed.kind === 'unread' ? observed.fault : [],
  );
  const [fault] = faults;
  if (fault && faults.length === names.length) throw new UserError(explainFault(fault));
  if (stacks.every(({ observed }) => observed.kind !== 'deployed')) {
    const unread = fault ? `, and ${faults.length} cannot be read: ${explainFault(fault)}` : '';
    throw new UserError(
      `none of ${plural(names.length, 'region')} is known to have the stack ${stack}${unread}; --regions may also name regions without it`,
    );
  }
  const regions: SourceRegion[] = [];
  const skipped: AccountOverview['skipped'][number][] = [];
  for (const { region, observed } of stacks) {
    if (observed.kind === 'deployed') regions.push({ region });
    else if (observed.kind === 'missing') skipped.push({ region, reason: 'no stack' });
    else if (isRefused(observed.fault)) skipped.push({ region, reason: 'not enabled' });
    else regions.push({ region, error: `stack ${stack}: ${explainFault(observed.fault)}` });
  }
  return { regions, skipped };
}
