import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { install } from '@sinonjs/fake-timers';
import { lambdaContext } from '../../../sim/harness/lambda.ts';

/** What the function is invoked with, and when. */
export interface Invocation {
  readonly event: object;
  /** Milliseconds. */
  readonly now: number;
}

// The function's clock is the account's: it moves by calls, also while an announcement is to be repeated.
const clock = install({ toFake: ['Date'] });
const [bundle = ''] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(bundle).href);

process.on('message', async ({ event, now }: Invocation) => {
  clock.setSystemTime(now);
  try {
    await handler(event, lambdaContext());
    process.send?.({});
  } catch (error) {
    process.send?.({ error: inspect(error) });
  }
});
