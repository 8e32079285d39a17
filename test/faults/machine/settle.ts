import type { Account } from './account.ts';
import type { Write } from './ledger.ts';
import { run } from './run.ts';

/** How a history ended. */
export interface Ending {
  /** Whether nothing was in flight any more, the watches went off and sweeps changed nothing, within the time that was given. */
  readonly settled: boolean;
  /** What was written or published afterwards. */
  readonly late: readonly string[];
}

/** Simulated minutes between two ticks, and ticks between two sweeps. */
const TICK_MINUTES = 10;
const SWEEP_TICKS = 3;
/** Far more than giving up, three failed copies and every queue of a history take together. */
const PATIENCE_HOURS = 72;

/** Lets time pass, with the ticks and sweeps that it brings, until nothing happens any more. */
export async function settle(account: Account, stacks: readonly string[]): Promise<Ending> {
  const sweep = () => all(stacks, (stack) => run(account, [{ stack, on: 'sweep' }]));
  const watched = () => stacks.filter((stack) => account.isWatched(stack));
  const rounds = (PATIENCE_HOURS * 60) / TICK_MINUTES;
  for (let round = 1; round <= rounds; round += 1) {
    account.clock.advance(TICK_MINUTES);
    await all(watched(), (stack) => run(account, [{ stack, on: 'tick' }]));
    if (round % SWEEP_TICKS !== 0) continue;
    const before = deeds(account);
    await sweep();
    const wasWell = account.ledger.runs
      .slice(-stacks.length)
      .every(({ ending }) => ending === 'done');
    const isQuiet = wasWell && watched().length === 0 && deeds(account) === before;
    if (isQuiet && (account.inFlight().length === 0 || round === rounds))
      return { settled: true, late: await disturbRest(account, stacks, sweep) };
  }
  return { settled: false, late: [] };
}

/** Ticks, sweeps and events that come when all is done. */
async function disturbRest(
  account: Account,
  stacks: readonly string[],
  sweep: () => Promise<void>,
): Promise<string[]> {
  const { writes, publications } = account.ledger;
  const [written, published] = [writes.length, publications.length];
  account.clock.advance(TICK_MINUTES);
  await all(stacks, (stack) => run(account, [{ stack, on: 'tick' }]));
  await sweep();
  for (const stack of stacks) {
    const events = account.events.get(stack) ?? [];
    while (events.length > 0) await run(account, [{ stack, on: { event: 0 } }]);
  }
  return [
    ...writes
      .slice(written)
      .filter(isChange)
      .map(({ operation }) => operation),
    ...publications
      .slice(published)
      // Nothing can remember that this was told: it is told whenever an event names the image.
      .filter(({ message }) => message.reason?.code !== 'NoRoomForStatus')
      .map(({ message }) => `Publish ${message.outcome}`),
  ];
}

/** A tick that finds nothing turns the watch off, on or not. */
function isChange({ operation }: Write): boolean {
  return operation !== 'DisableRule';
}

function deeds({ ledger: { writes, publications } }: Account): number {
  return writes.filter(isChange).length + publications.length;
}

async function all(stacks: readonly string[], action: (stack: string) => Promise<void>) {
  for (const stack of stacks) await action(stack);
}
