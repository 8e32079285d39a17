/* Collects the calls that IAM denies, to name the missing permissions. */

import type { Clients } from '../lib/aws/clients.ts';
import { faultFrom } from '../lib/aws/errors.ts';

/** Calls that IAM has refused the person at the command line, as IAM names them. */
export type Refusals = Set<string>;

const STEP = { step: 'initialize', name: 'nameRefusals', override: true } as const;

/** The clients, whose errors say which call it was that IAM refuses, and in which region. */
export function namingRefusals(clients: Clients, region: string, refusals: Refusals): Clients {
  return {
    appstream(of) {
      const client = clients.appstream(of);
      client.middlewareStack.add(naming('appstream', of, refusals), STEP);
      return client;
    },
    async events() {
      const client = await clients.events();
      client.middlewareStack.add(naming('events', region, refusals), STEP);
      return client;
    },
    async sns() {
      const client = await clients.sns();
      client.middlewareStack.add(naming('sns', region, refusals), STEP);
      return client;
    },
  };
}

function naming(service: string, region: string, refusals: Refusals) {
  return <Call, Answer>(
    next: (call: Call) => Promise<Answer>,
    { commandName = '' }: { readonly commandName?: string },
  ) =>
    async (call: Call): Promise<Answer> => {
      try {
        return await next(call);
      } catch (error) {
        if (!(error instanceof Error) || faultFrom(error).kind !== 'denied') throw error;
        const action = `${service}:${commandName.replace(/Command$/, '')}`;
        refusals.add(action);
        error.message = `you may not call ${action} in ${region}; AWS says: ${error.message}`;
        throw error;
      }
    };
}
