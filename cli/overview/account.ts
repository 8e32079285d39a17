/* Looks at several source regions of an account. */

import pMap from 'p-map';
import type { Observer } from '../../lib/context.ts';
import { isRegionShaped } from '../../lib/core/region.ts';
import { iso } from '../../lib/core/text.ts';
import { explain, UserError } from '../errors.ts';
import { type Io, print } from '../io.ts';
import type { CommonOptions } from '../options.ts';
import { namedRegions } from '../region.ts';
import type { AccountOverview } from '../schemas/account.ts';
import { openSessionIn } from '../session.ts';
import type { Overview } from './overview.ts';
import { observeAll } from './retention.ts';
import { noSuchImage, scopesOf } from './scope.ts';
import { findStacks, type SourceRegion, type SourceRegions } from './stacks.ts';

export type { AccountOverview };
/** One source region: what is known of it, or why it cannot be read. */
export type RegionView = AccountOverview['regions'][number];

/** Source regions that are looked at at once. */
const REGIONS_AT_ONCE = 4;

/** Several source regions, to look at them time and again. */
export interface Account {
  /** Looks at every region. @throws UserError when none can be read, or none has the stack */
  look(): Promise<AccountOverview>;
  /** Sees to it that every image that was named is in one of the regions. @throws UserError that names the nearest */
  insist(seen: AccountOverview): Promise<void>;
}

/**
 * Opens the source regions that are asked for: with `all`, those that have a stack.
 * @param names images to look at; all when there are none
 * @throws UserError when one is no region
 */
export async function openAccount(
  asked: readonly string[] | 'all',
  names: readonly string[],
  options: CommonOptions,
  io: Io,
): Promise<Account> {
  const named = await namedRegions(asked, options, io);
  const find = async (): Promise<SourceRegions> =>
    asked === 'all'
      ? findStacks(named, options.stack)
      : { regions: named.map((region) => ({ region })), skipped: [] };
  let sources: SourceRegions | undefined;
  const observers = new Map<string, Observer>();
  const observerIn = async (region: string) => {
    const observer = observers.get(region) ?? (await openSessionIn(region, options, io)).observer;
    observers.set(region, observer);
    return observer;
  };
  const lookAt = async ({ region, error }: SourceRegion): Promise<RegionView> => {
    if (error !== undefined) return { region, error };
    try {
      return { region, overview: await observeAll(scopesOf(names), await observerIn(region)) };
    } catch (thrown) {
      if (options.debug && thrown instanceof Error) print(io.stderr, thrown.stack ?? '');
      return { region, error: explain(thrown) };
    }
  };
  return {
    async look() {
      const at = iso(io.now());
      // A region that did not say whether it has the stack is asked again.
      if (!sources || sources.regions.some(({ error }) => error !== undefined))
        sources = await find();
      const { regions, skipped } = sources;
      const views = await pMap(regions, lookAt, { concurrency: REGIONS_AT_ONCE });
      const errors = views.flatMap((view) => ('error' in view ? view.error : []));
      if (errors.length === views.length) throw new UserError([...new Set(errors)].join('; '));
      return { version: '1', at, regions: views, skipped };
    },
    async insist(seen) {
      // An image may be in a region that cannot be read.
      if (hasUnread(seen)) return;
      const images = overviewsOf(seen).flatMap((overview) => overview.images);
      const missing = names.find((name) => images.every((image) => image.name !== name));
      if (missing === undefined) return;
      if (isRegionShaped(missing)) {
        throw new UserError(
          `there is no image '${missing}'; write regions with commas: --regions ${[...observers.keys(), missing].join()}`,
        );
      }
      const errors = await pMap(observers.values(), (each) => noSuchImage(missing, each));
      throw new UserError(errors.map(explain).join('; '));
    },
  };
}

/** True when a region cannot be read. */
export function hasUnread({ regions }: AccountOverview): boolean {
  return regions.some((view) => 'error' in view);
}

/** What is known of the regions that can be read. */
export function overviewsOf({ regions }: AccountOverview): Overview[] {
  return regions.flatMap((view) => ('overview' in view ? view.overview : []));
}
