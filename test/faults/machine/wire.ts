import { HttpResponse } from '@smithy/core/protocols';
import { type Clients, createClients } from '../../../lib/aws/clients.ts';
import type { Call } from './services.ts';

/** An answer to a call; status 0 is a cut connection. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * The product's own SDK clients, whose calls `handle` answers in this process.
 * @param retryDelay milliseconds before a given retry, in place of the SDK's own
 */
export function wiredClients(
  region: string,
  handle: (call: Call) => Promise<Answer>,
  retryDelay?: (retry: number) => number,
): Clients {
  const clients = createClients(region, retryDelay);
  const requestHandler = { handle: async (call: Call) => responseOf(await handle(call)) };
  const credentials = async () => ({ accessKeyId: 'stack', secretAccessKey: 'any' });
  const wired = <Client extends Wired>(client: Client): Client => {
    Object.assign(client.config, { requestHandler, credentials });
    return client;
  };
  return {
    appstream: (of) => wired(clients.appstream(of)),
    sns: () => wired(clients.sns()),
    events: () => wired(clients.events()),
  };
}

function responseOf({ status, body }: Answer): { response: HttpResponse } {
  if (status === 0) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const bytes = new TextEncoder().encode(body);
  return { response: new HttpResponse({ statusCode: status, headers, body: bytes }) };
}

interface Wired {
  readonly config: object;
}
