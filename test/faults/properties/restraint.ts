import { keys } from '../../../sim/harness/account.ts';
import type { SimImage } from '../../../sim/index.ts';
import { isUnfinished, type Write } from '../machine/ledger.ts';
import { wasSeen } from './history-of.ts';
import type { Property } from './property.ts';
import { isReplica } from './sources.ts';

export const handsOff: Property = {
  name: 'no image without our lineage is deleted or changed, but for the status tags of a source',
  violations: ({ account }) =>
    account.ledger.writes
      .filter(({ operation }) =>
        ['TagResource', 'UntagResource', 'DeleteImage'].includes(operation),
      )
      .filter((write) => {
        const { image, run, at } = write;
        if (!image) return false;
        const isOurs = (moment: Date): boolean => {
          const seen = account.simulation.world.image(image.region, image.name, moment);
          return seen !== undefined && mayWrite(write, seen);
        };
        return !wasSeen(run, at - 1, isOurs);
      })
      .map(
        ({ run, operation, region, image }) =>
          `run ${run.number}, ${operation} of ${region}/${image?.name}`,
      ),
};

function mayWrite({ operation, input, run }: Write, image: SimImage): boolean {
  if (image.description?.includes(`[replica of ${run.stack}/`))
    return operation === 'DeleteImage' ? image.state === 'FAILED' : operation === 'TagResource';
  const touched: string[] =
    operation === 'TagResource' ? Object.keys(Object(input.Tags)) : Object(input.TagKeys);
  return (
    image.region === run.stack &&
    !isReplica(image) &&
    operation !== 'DeleteImage' &&
    Object.keys(image.tags).some((key) => key.startsWith(keys.prefix)) &&
    touched.every((key) => key.startsWith(keys.statusPrefix))
  );
}

export const rest: Property = {
  name: 'once all is settled the watch is off and later ticks, sweeps and events write nothing',
  violations: ({ ending }) =>
    ending.settled ? [...ending.late] : ['it is not settled after days of simulated time'],
};

export const noneForEver: Property = {
  name: 'no status stays COPYING, WAITING or to be announced for ever',
  violations: ({ account, history }) =>
    history.stacks.flatMap((stack) =>
      account.simulation.world
        .images(stack)
        .filter((image) => !isReplica(image))
        .flatMap(({ name, tags }) =>
          Object.entries(tags)
            .filter(([key, value]) => key.startsWith(keys.statusPrefix) && isUnfinished(value))
            // What cannot be seen is not announced: its region was left switched off.
            .filter(([key]) => !account.isOff(key.slice(keys.statusPrefix.length)))
            .map(([key, value]) => `${stack}/${name} ${key}: ${value}`),
        ),
    ),
};
