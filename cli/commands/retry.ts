/* `retry`: starts failed destinations of an image again. */

import { setTags } from '../../lib/aws/appstream/write.ts';
import type { Reconciler } from '../../lib/context.ts';
import { tagKeys } from '../../lib/core/tags/keys.ts';
import { formatStatus, startAgain } from '../../lib/core/tags/status.ts';
import { type Planned, planScope, type Replicated } from '../../lib/run/plan.ts';
import { explainFault, UserError } from '../errors.ts';
import { EXIT, type Exit } from '../exit.ts';
import { follow } from '../follow/follow.ts';
import { type Io, print } from '../io.ts';
import { nearest } from '../nearest.ts';
import { noSuchImage } from '../overview/scope.ts';
import { openReconciler } from '../reconciler.ts';
import type { RunOptions } from './run.ts';

/** Starts failed destinations of an image again, then does what `run` does for that image. */
export async function retry(
  name: string,
  regions: readonly string[],
  options: RunOptions,
  io: Io,
): Promise<Exit> {
  const reconciler = await openReconciler(options, io);
  const source = await findReplicated(name, reconciler);
  const failed = regions.length > 0 ? regions.map((region) => pick(source, region)) : allOf(source);
  if (failed.length === 0) {
    print(io.stderr, `Nothing to start again: no destination of ${name} is FAILED.`);
    return EXIT.ok;
  }
  const keys = tagKeys(reconciler.tagPrefix);
  const tags = failed.flatMap(({ destination: { region, status } }) =>
    status ? [[keys.status(region), formatStatus(startAgain(status, io.now()))]] : [],
  );
  await setTags(
    reconciler.appstream(reconciler.region),
    source.image.arn,
    Object.fromEntries(tags),
  );
  const places = failed.map(({ destination }) => destination.region).join(', ');
  print(io.stderr, `Started again: ${name} to ${places}.`);
  return follow([name], reconciler, options, io);
}

async function findReplicated(name: string, reconciler: Reconciler): Promise<Replicated> {
  const [source] = await planScope({ kind: 'image', name }, reconciler);
  if (!source) throw await noSuchImage(name, reconciler);
  if (source.kind === 'replicated') return source;
  throw new UserError(
    source.kind === 'ignored'
      ? `'${name}' is not replicated: ${source.reason}`
      : `the tags of '${name}' cannot be read: ${explainFault(source.fault)}`,
  );
}

function allOf({ planned }: Replicated): Planned[] {
  return planned.filter(isFailed);
}

function pick({ image, planned }: Replicated, region: string): Planned {
  const regions = planned.map(({ destination }) => destination.region);
  const task = planned.find(({ destination }) => destination.region === region);
  if (!task) {
    throw new UserError(
      `'${region}' is no destination of '${image.name}'${nearest(region, regions)}`,
    );
  }
  if (isFailed(task)) return task;
  const { status, wanted } = task.destination;
  throw new UserError(
    wanted
      ? `'${image.name}' in ${region} is ${status?.word ?? 'not started'}, not FAILED`
      : `the rule of '${image.name}' no longer names ${region}`,
  );
}

function isFailed({ destination: { status, wanted } }: Planned): boolean {
  return wanted !== undefined && status?.word === 'FAILED';
}
