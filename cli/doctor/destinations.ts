/* The check whether each destination region can be reached, and has room. */

import pMap from 'p-map';
import { readRegion } from '../../lib/aws/appstream/read.ts';
import type { Observer } from '../../lib/context.ts';
import type { Observed } from '../../lib/core/decision/decision.ts';
import { groupBy } from '../../lib/core/group-by.ts';
import type { Image } from '../../lib/core/image.ts';
import type { PlannedSource } from '../../lib/run/plan.ts';
import { didYouMeanRegion, explainFault } from '../errors.ts';
import { isAllRead } from '../overview/overview.ts';
import { type Line, ok, todo, unseen } from './line.ts';
import { checkQuotas } from './quotas.ts';

/** What the rules want of one destination region. */
export interface Demand {
  readonly region: string;
  /** Names of the replicas that have not come to their end. */
  readonly open: readonly string[];
  /** Undefined where no decision needed to know what is there. */
  readonly observed: Observed | undefined;
}

/** Regions that are asked at once. */
const REGIONS_AT_ONCE = 8;

/** Whether every region that a rule names can be reached, and its quotas hold what the rules want. */
export async function checkDestinations(
  sources: readonly PlannedSource[],
  observer: Observer,
): Promise<Line[]> {
  const demands = demandsOf(sources);
  if (demands.length === 0) {
    return isAllRead(sources)
      ? [ok('destinations', `no image in ${observer.region} has a rule yet`)]
      : [];
  }
  const lines = await pMap(demands, (demand) => checkRegion(demand, observer), {
    concurrency: REGIONS_AT_ONCE,
  });
  return lines.flat();
}

function demandsOf(sources: readonly PlannedSource[]): Demand[] {
  const planned = sources
    .flatMap((source) => (source.kind === 'replicated' ? source.planned : []))
    .filter(({ destination }) => destination.wanted);
  const byRegion = groupBy(planned, ({ destination }) => destination.region);
  return [...byRegion].map(([region, those]) => ({
    region,
    observed: those.find(({ destination }) => destination.observed)?.destination.observed,
    open: those.flatMap(({ destination: { wanted }, decision }) =>
      wanted && decision.do !== 'nothing' ? [wanted.replicaName] : [],
    ),
  }));
}

async function checkRegion(
  demand: Demand,
  { appstream, account, region: home, shareAccounts }: Observer,
): Promise<Line[]> {
  const { region } = demand;
  const isSharing = shareAccounts.length > 0;
  const observed =
    demand.observed ?? (await readRegion(appstream(region), region, account, isSharing));
  if ('images' in observed) {
    const { images } = observed;
    return [ok(region, 'can be reached'), await checkQuotas(demand, images.map(nameOf))];
  }
  const { fault } = observed;
  if (fault.kind !== 'region') return [unseen(region, fault, 'appstream:DescribeImages')];
  const advice = `Enable the region for the account if it is off${didYouMeanRegion(region, home)}`;
  return [todo(region, explainFault(fault), advice)];
}

function nameOf({ name }: Image): string {
  return name;
}
