/* What `status` and `plan` show of fleets that follow a family. */

import type { Observer } from '../../lib/context.ts';
import type { Scope } from '../../lib/core/event.ts';
import { hintForFleet } from '../../lib/core/message/fleet-remediation.ts';
import { FLEET_WAITS } from '../../lib/core/rollout/fleet-decision.ts';
import type { FleetStatus } from '../../lib/core/rollout/fleet-status.ts';
import { nextOpening } from '../../lib/core/rollout/window.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { iso } from '../../lib/core/text.ts';
import { type PlannedFleet, planRollout } from '../../lib/run/plan-rollout.ts';
import { explain } from '../errors.ts';
import type { Overview } from './overview.ts';

export type RolloutView = NonNullable<Overview['rollout']>;
/** A fleet that follows a family, and what a run of the rollout would do with it. */
export type FleetView = RolloutView['fleets'][number];

/** The fleets that follow a family; of images that were named, only those that have or are to have one of them. */
export async function rolloutOf(
  scopes: readonly Scope[],
  observer: Observer,
): Promise<RolloutView | undefined> {
  const { rollout: on, region } = observer;
  const names = scopes.flatMap((scope) => (scope.kind === 'image' ? [scope.name] : []));
  try {
    const regions = await planRollout(observer);
    const fleets = regions
      .flatMap((each) => ('planned' in each ? each.planned : []))
      .filter((planned) => isAbout(planned, names))
      .map((planned) => viewOf(planned, observer));
    const unread = regions.flatMap((each) =>
      'fault' in each
        ? [{ region: each.region, reason: `${each.fault.code}: ${each.fault.message}` }]
        : [],
    );
    return fleets.length + unread.length > 0 ? { on, fleets, unread } : undefined;
  } catch (error) {
    return { on, fleets: [], unread: [{ region, reason: explain(error) }] };
  }
}

/** Whether a fleet has or is to have one of these images, or a replica of one; with no names, any fleet. */
export function isAbout(
  { fleetCase: { present, choice } }: PlannedFleet,
  names: readonly string[],
): boolean {
  if (names.length === 0) return true;
  const builds = [present?.source, choice.target?.source, choice.held?.source];
  return builds.some((build) => build && names.includes(build.name));
}

function viewOf(planned: PlannedFleet, observer: Observer): FleetView {
  const { fleetCase, decision, tags } = planned;
  const { fleet, rule, choice, now } = fleetCase;
  const keys = tagKeys(observer.tagPrefix);
  const status = statusToShow(planned);
  const target = choice.target?.image.name;
  const isClosed = status?.code === FLEET_WAITS.window && rule?.window;
  return {
    region: fleet.region,
    name: fleet.name,
    follows: tags[keys.follow] ?? '',
    ...(fleet.imageName !== undefined && { image: fleet.imageName }),
    ...(target !== undefined && { target }),
    state: status?.word ?? 'PENDING',
    ...(status && { since: iso(status.since) }),
    ...(status?.due && { unannounced: true as const }),
    ...(isClosed && { opensAt: iso(nextOpening(isClosed, now)) }),
    ...reasonOf(planned, status, observer),
    next: { do: decision.do, reason: decision.reason },
  };
}

/** The status that a run would leave of a fleet that waits, and else the one that stands. */
function statusToShow({ fleetCase, decision }: PlannedFleet): FleetStatus | undefined {
  return decision.do === 'wait' || decision.do === 'note image'
    ? decision.status
    : fleetCase.status;
}

function reasonOf(
  { fleetCase, families }: PlannedFleet,
  status: FleetStatus | undefined,
  observer: Observer,
): Pick<FleetView, 'reason'> {
  const { code, text = '', word } = status ?? {};
  if (code === undefined) return {};
  const { fleet, rule, choice } = fleetCase;
  const message = code === 'InvalidFleetTags' && rule ? rule.problems.join('; ') : text;
  const source = choice.held?.source ?? choice.target?.source ?? families.members.at(-1)?.image;
  const isSourceGone = choice.held?.gate.is === 'source gone';
  const context = { fleet, follow: rule?.follow, keys: tagKeys(observer.tagPrefix), isSourceGone };
  const hint = word === 'FAILED' && source ? hintForFleet(code, { ...context, source }) : '';
  return { reason: { code, message, hint } };
}
