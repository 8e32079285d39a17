import { live } from '../../../sim/harness/live.ts';
import { Account } from './account.ts';
import type { History, Step } from './history.ts';
import { run } from './run.ts';
import { type Ending, settle } from './settle.ts';

/** A history that was played, and what came of it once AWS worked again and time had passed. */
export interface Played {
  readonly history: History;
  readonly account: Account;
  readonly ending: Ending;
}

/** Plays a history to its end. */
export async function play(history: History): Promise<Played> {
  const account = new Account(history);
  for (const step of history.steps) await take(account, step);
  const isRefused = history.steps.some((step) => step.do === 'refuse');
  if (isRefused) return { history, account, ending: { settled: false, late: [] } };
  account.mend();
  return { history, account, ending: await settle(account, history.stacks) };
}

async function take(account: Account, step: Step): Promise<void> {
  switch (step.do) {
    case 'fault':
      return account.fault(step);
    case 'refuse':
      return account.refuse(step);
    case 'slow':
      return account.slow(step);
    case 'pass':
      return pass(account, step);
    case 'live':
      return liveOn(account, step.hours * 60);
    case 'run':
      return run(account, [step]);
    case 'overlap':
      account.disturb('two runs at once');
      return run(account, step.runs, step.order);
    default:
      return account.edit(step);
  }
}

async function pass(account: Account, { minutes, ticks }: Extract<Step, { do: 'pass' }>) {
  for (let tick = 0; tick < ticks; tick += 1) {
    account.clock.advance(minutes / ticks);
    const watched = [...account.events.keys()].filter((stack) => account.isWatched(stack));
    for (const stack of watched) await run(account, [{ stack, on: 'tick' }]);
  }
  if (ticks === 0) account.clock.advance(minutes);
}

function liveOn(account: Account, minutes: number): Promise<void> {
  const stacks = [...account.events.keys()].map((stack) => ({
    isWatching: () => account.isWatched(stack),
    run: (on: 'tick' | 'sweep') => run(account, [{ stack, on }]),
  }));
  return live(minutes, () => account.clock.advance(1), stacks);
}
