/* What a run is given, with defaults for what a test or measurement is not about. */

import type { Clients } from '../../lib/aws/clients.ts';
import type { Log, Reconciler } from '../../lib/context.ts';
import { ProcessMemory } from '../../lib/process-memory.ts';
import { ACCOUNT, HOME, WATCH } from './account.ts';

/** As the deployed function has it, in a process of its own, with all the time that it may need and no log. */
export function createReconciler(
  clients: Clients,
  given: Pick<Reconciler, 'now'> & Partial<Reconciler>,
): Reconciler {
  const { region = HOME } = given;
  return {
    ...clients,
    region,
    account: ACCOUNT,
    tagPrefix: 'replicate',
    allowedRegions: [],
    shareAccounts: [],
    ruleSets: [],
    retention: true,
    topicArn: `arn:aws:sns:${region}:${ACCOUNT}:replications`,
    watchRule: WATCH,
    memory: new ProcessMemory(),
    isPerson: false,
    limits: { giveUpAfterHours: 24, lateAfterHours: 6 },
    timeLeft: () => Number.POSITIVE_INFINITY,
    log: logTo(() => {}),
    meter: { add: () => {} },
    ...given,
  };
}

/** A log that hands each line to `write`. */
export function logTo(
  write: (level: keyof Log, message: string, fields: Readonly<Record<string, unknown>>) => void,
): Log {
  const at = (level: keyof Log) => (message: string, fields: Readonly<Record<string, unknown>>) =>
    write(level, message, fields);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
