/* `retry --fleet`: starts failed fleets again. */

import { removeTags } from '../../lib/aws/appstream/write.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { rollOut } from '../../lib/rollout.ts';
import { type PlannedFleet, planRollout } from '../../lib/run/plan-rollout.ts';
import { UserError } from '../errors.ts';
import { EXIT, type Exit } from '../exit.ts';
import { type Io, print } from '../io.ts';
import { insistOnRollout, openReconciler } from '../reconciler.ts';
import type { RunOptions } from './run.ts';

/** Takes the status of failed fleets of that name away and moves them, as the deployed function does. */
export async function retryFleet(
  name: string,
  regions: readonly string[],
  options: RunOptions,
  io: Io,
): Promise<Exit> {
  const reconciler = await openReconciler(options, io);
  insistOnRollout(reconciler);
  const { appstream, tagPrefix } = reconciler;
  const planned = (await planRollout(reconciler)).flatMap((each) =>
    'planned' in each ? each.planned : [],
  );
  const known = planned.filter(({ fleetCase }) => fleetCase.fleet.name === name);
  const wanted = known.filter(({ fleetCase: { fleet } }) =>
    regions.length === 0 ? true : regions.includes(fleet.region),
  );
  if (wanted.length === 0) {
    const where = regions.length > 0 ? ` in ${regions.join(', ')}` : '';
    throw new UserError(`no fleet '${name}'${where} follows a family`);
  }
  const failed = wanted.filter(isFailed);
  if (failed.length === 0) {
    print(io.stderr, `Nothing to start again: no fleet ${name} is FAILED.`);
    return EXIT.ok;
  }
  for (const { fleetCase } of failed) {
    const { region, arn } = fleetCase.fleet;
    await removeTags(appstream(region), arn, [tagKeys(tagPrefix).fleetStatus]);
  }
  const places = failed.map(({ fleetCase }) => fleetCase.fleet.region).join(', ');
  print(io.stderr, `Started again: fleet ${name} in ${places}.`);
  const arns = failed.map(({ fleetCase }) => fleetCase.fleet.arn);
  const { done } = await rollOut({}, reconciler, ({ fleetCase }) =>
    arns.includes(fleetCase.fleet.arn),
  );
  return done['announce failure'] ? EXIT.failed : EXIT.ok;
}

function isFailed({ fleetCase: { status } }: PlannedFleet): boolean {
  return status?.word === 'FAILED';
}
