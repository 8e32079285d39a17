/* `retry --fleet`: starts failed fleets again. */

import { removeTags } from '../../lib/aws/appstream/write.ts';
import type { Observer } from '../../lib/context.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { rollOut } from '../../lib/rollout.ts';
import { type PlannedFleet, planRollout } from '../../lib/run/plan-rollout.ts';
import { explainFault, UserError } from '../errors.ts';
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
  const failed = (await find(name, regions, reconciler)).filter(isFailed);
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

/** The fleets of that name, in all of these regions or wherever there is one. */
async function find(
  name: string,
  regions: readonly string[],
  observer: Observer,
): Promise<PlannedFleet[]> {
  const looked = (await planRollout(observer)).filter(
    ({ region }) => regions.length === 0 || regions.includes(region),
  );
  const found = looked.flatMap((each) => {
    if ('planned' in each)
      return each.planned.filter(({ fleetCase }) => fleetCase.fleet.name === name);
    throw new UserError(`the fleets in ${each.region} cannot be read: ${explainFault(each.fault)}`);
  });
  const missing = regions.find(
    (region) => !found.some(({ fleetCase }) => fleetCase.fleet.region === region),
  );
  if (missing !== undefined)
    throw new UserError(`no fleet '${name}' in ${missing} follows a family`);
  if (found.length === 0) throw new UserError(`no fleet '${name}' follows a family`);
  return found;
}

function isFailed({ fleetCase: { status } }: PlannedFleet): boolean {
  return status?.word === 'FAILED';
}
