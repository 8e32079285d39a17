import { keys } from '../../../sim/harness/account.ts';
import type { Call, SimImage } from '../../../sim/index.ts';
import type { Account } from '../machine/account.ts';
import { isInFlight, type Ledger, type RunRecord, STALE, statusesSet } from '../machine/ledger.ts';
import type { Property } from './property.ts';
import { isReplica, readRule } from './sources.ts';

export const watched: Property = {
  name: 'a run that ends well leaves the watch on when something is in flight and not late, and its status can be written',
  violations: ({ account }) =>
    account.ledger.runs
      .filter(({ ending }) => ending === 'done')
      .filter((run) => leaves(account, run) || forgets(account, run))
      .map(({ number }) => `run ${number}`),
};

/** Whether what the run itself had set in flight was so still, and nothing watched it. */
function leaves(account: Account, run: RunRecord): boolean {
  const { simulation, ledger } = account;
  const { world } = simulation;
  const { unwatchedAt } = run;
  if (unwatchedAt === undefined || isOffByDeath(ledger, run)) return false;
  return ledger.writes
    .filter((write) => write.run === run)
    .some(({ image, ...write }) =>
      statusesSet(write).some(([region, value]) => {
        const then = image && world.image(image.region, image.name, new Date(unwatchedAt));
        return (
          !isLeftToSweep(account, then, unwatchedAt) &&
          isInFlight(value) &&
          then?.tags[keys.status(region)] === value
        );
      }),
    );
}

/** Whether another run turned the watch off and died before it could look again: the sweep turns it on. */
function isOffByDeath({ writes }: Ledger, { stack, unwatchedAt = 0 }: RunRecord): boolean {
  const last = writes.findLast(
    ({ run, operation, at }) =>
      run.stack === stack && operation === 'DisableRule' && at <= unwatchedAt,
  );
  return last?.run.ending === 'died';
}

/** Whether it turned the watch off although something that is still asked for had been in flight since long before. */
function forgets(account: Account, run: RunRecord): boolean {
  const { simulation, ledger } = account;
  const { world } = simulation;
  const { unwatchedAt, stack, from } = run;
  const isOff = ledger.writes.some(
    (write) => write.run === run && write.operation === 'DisableRule',
  );
  if (unwatchedAt === undefined || !isOff) return false;
  return world.images(stack).some(({ name, createdAt }) => {
    const before = world.image(stack, name, new Date(from - STALE));
    const after = world.image(stack, name, new Date(unwatchedAt));
    if (!before || !after || isReplica(before)) return false;
    if (isLeftToSweep(account, after, unwatchedAt)) return false;
    if ([before, after].some((image) => image.createdAt.getTime() !== createdAt.getTime()))
      return false;
    const { wanted } = readRule(after, account, unwatchedAt);
    const asked = new Set(wanted.map(({ region }) => keys.status(region)));
    return Object.entries(after.tags).some(
      ([key, value]) =>
        key.startsWith(keys.statusPrefix) &&
        isInFlight(value) &&
        before.tags[key] === value &&
        (asked.has(key) || !isAbsent(value)),
    );
  });
}

/** Whether there may be no copy, refused or not listed as it is: if nobody asks for it any more, the sweep has only a tag to clear. */
function isAbsent(value: string): boolean {
  return /^WAITING .* code=| code=NotVisible( |$)/.test(value);
}

/** Half an hour, for which ticks leave an image to the sweep whose tags AWS refused to read or write, and a little more. */
const SWEEP = 35 * 60_000;

/** An hour, after which ticks leave an image to the sweep whose tags cannot be read, and a little less. */
const STUCK = 55 * 60_000;

/** Whether AWS refused to show tags, and not because it was busy. */
function isRefusedRead({ operation, error, status }: Call): boolean {
  const isRefusal = status >= 400 && status < 500 && error !== 'ThrottlingException';
  return operation === 'ListTagsForResource' && error !== undefined && isRefusal;
}

/** Whether AWS did not read or write the image's tags, or lists it apart: then it is left to the sweep. */
function isLeftToSweep(account: Account, image: SimImage | undefined, at: number): boolean {
  if (!image || image.visibility === 'SHARED') return image !== undefined;
  const calls = account.simulation.calls.filter(
    (call) => Object(call.input).ResourceArn === image.arn && call.at.getTime() <= at,
  );
  const hasFailed = ({ error, status }: Call) => error !== undefined || status === 0;
  const isRefused = calls.some(
    (call) =>
      (isRefusedRead(call) ||
        (['TagResource', 'UntagResource'].includes(call.operation) && hasFailed(call))) &&
      call.at.getTime() >= at - SWEEP,
  );
  const reads = calls.filter(({ operation }) => operation === 'ListTagsForResource');
  const lastRead = reads.findLastIndex((call) => !hasFailed(call));
  const unreadSince = reads[lastRead + 1]?.at.getTime() ?? at;
  return isRefused || at - unreadSince >= STUCK;
}
