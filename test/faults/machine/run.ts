import { parseEvent } from '../../../lib/core/event.ts';
import type { Scope } from '../../../lib/reconcile.ts';
import type { CloudTrailEvent } from '../../../sim/index.ts';
import { type Account, keys } from './account.ts';
import { drive } from './driver.ts';
import type { Run } from './history.ts';
import { isInFlight, type RunRecord, STALE, statusesSet } from './ledger.ts';

/** Begins the runs at the same time and works them to their ends. An event that is not there causes none. */
export async function run(
  account: Account,
  runs: readonly Run[],
  order?: readonly number[],
): Promise<void> {
  const begun = runs.flatMap((each) => {
    const scope = scopeOf(account, each);
    return scope ? [account.lambda(each.stack).begin(scope, each)] : [];
  });
  await drive(begun, order);
  for (const { record } of begun) if (isUnwatched(account, record)) record.unwatched = true;
}

function isUnwatched(account: Account, run: RunRecord): boolean {
  if (run.ending !== 'done' || account.isWatched(run.stack)) return false;
  const own = account.ledger.writes.filter((write) => write.run === run);
  const left = own.some(({ image, ...write }) =>
    statusesSet(write).some(([region, value]) => {
      const now = image && account.simulation.world.image(image.region, image.name);
      return isInFlight(value) && now?.tags[keys.status(region)] === value;
    }),
  );
  return (
    left || (own.some(({ operation }) => operation === 'DisableRule') && forgets(account, run))
  );
}

/** Whether something is in flight that was so long before the run, so that it must have seen it. */
function forgets({ simulation: { world } }: Account, { stack, from }: RunRecord): boolean {
  return world.images(stack).some(({ name, tags, createdAt }) => {
    const before = world.image(stack, name, new Date(from - STALE));
    if (before?.createdAt.getTime() !== createdAt.getTime()) return false;
    return Object.entries(tags).some(
      ([key, value]) =>
        key.startsWith(keys.statusPrefix) && isInFlight(value) && before.tags[key] === value,
    );
  });
}

function scopeOf({ events }: Account, { stack, on }: Run): Scope | undefined {
  if (typeof on === 'string') return { kind: 'all', trigger: on };
  const request = parseEvent('given' in on ? on.given : take(events.get(stack), on), stack, keys);
  return request.kind === 'ignored' ? undefined : request;
}

function take(
  pending: CloudTrailEvent[] = [],
  { event, keep }: { event: number; keep?: true },
): CloudTrailEvent | undefined {
  const index = event % pending.length;
  return keep ? pending[index] : pending.splice(index, 1)[0];
}
