import { parseEvent, type Scope } from '../../../lib/core/event.ts';
import { keys } from '../../../sim/harness/account.ts';
import type { CloudTrailEvent } from '../../../sim/index.ts';
import type { Account } from './account.ts';
import { drive } from './driver.ts';
import type { Run } from './history.ts';

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
  for (const { record } of begun)
    if (!account.isWatched(record.stack)) record.unwatchedAt = account.now();
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
