/* What `status` and `plan` show: images with their destinations, and what becomes of old replicas. */

import type { Observer } from '../../lib/context.ts';
import type { Scope } from '../../lib/core/event.ts';
import { iso } from '../../lib/core/text.ts';
import {
  type PlannedRetirement,
  planRetention,
  type RegionRetention,
} from '../../lib/run/plan-retention.ts';
import { readMembers } from '../../lib/run/read-members.ts';
import { explain } from '../errors.ts';
import { overviewOf, planScopes } from './observe.ts';
import type { Overview } from './overview.ts';
import { rolloutOf } from './rollout.ts';

/** A replica of a family, and what a run of retention would do with it. */
export type ReplicaView = NonNullable<Overview['retention']>['replicas'][number];

/** Looks, decides, and says what was seen; changes nothing. Fleets are only looked at where a rule names a family. */
export async function observeAll(scopes: readonly Scope[], observer: Observer): Promise<Overview> {
  const sources = await planScopes(scopes, observer);
  const overview = overviewOf(sources, observer);
  const isFamily = sources.some(
    (source) => source.kind === 'replicated' && source.rule?.family !== undefined,
  );
  if (!isFamily) return overview;
  const retention = await retentionOf(scopes, observer);
  const images = overview.images.map((image) => ({
    ...image,
    destinations: image.destinations.map((destination) => {
      const { region, name } = destination;
      const own = retention.replicas.find((each) => each.region === region && each.name === name);
      return own?.retireAt ? { ...destination, retireAt: own.retireAt } : destination;
    }),
  }));
  const rollout = await rolloutOf(scopes, observer);
  return { ...overview, images, retention, ...(rollout && { rollout }) };
}

/** Of images that were named, only their own replicas are shown. */
async function retentionOf(
  scopes: readonly Scope[],
  observer: Observer,
): Promise<NonNullable<Overview['retention']>> {
  const { retention: on, region } = observer;
  const names = scopes.flatMap((scope) => (scope.kind === 'image' ? [scope.name] : []));
  try {
    const members = await readMembers(observer);
    const regions = await planRetention(members, observer);
    const replicas = regions.flatMap((each) => ('planned' in each ? each.planned : []));
    const shown = replicas.filter(
      ({ source }) => names.length === 0 || names.includes(source.name),
    );
    return { on, replicas: shown.map(viewOf), unread: regions.flatMap(unreadOf) };
  } catch (error) {
    return { on, replicas: [], unread: [{ region, reason: explain(error) }] };
  }
}

function viewOf({ replica, source, family, retirement, decision }: PlannedRetirement): ReplicaView {
  return {
    region: replica.region,
    name: replica.name,
    image: source.name,
    ...(family !== undefined && { family }),
    ...(retirement.notice && { retireAt: iso(retirement.notice.at) }),
    next: { do: decision.do, reason: decision.reason },
  };
}

function unreadOf(each: RegionRetention): { region: string; reason: string }[] {
  if (!('fault' in each)) return [];
  const { code, message } = each.fault;
  return [{ region: each.region, reason: `${code}: ${message}` }];
}
