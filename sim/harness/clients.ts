/* SDK clients whose calls are answered in this process. All of a client is at work but its connection. */

import { HttpResponse } from '@smithy/core/protocols';
import { type Clients, createClients } from '../../lib/aws/clients.ts';
import type { Reply } from '../perform.ts';
import type { Request } from '../received.ts';

/** A call on its way, with the number of the try that it is, from 1. */
export interface Sent extends Request {
  readonly attempt: number;
}

/** Answers a call. Status 0 is a cut connection. */
export type Send = (call: Sent) => Promise<Reply>;

/** As much of an SDK client as is needed to take its connection away. */
interface Client {
  readonly config: object;
}

/** A request over HTTP as the SDK hands it to its connection. */
interface HttpCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Lets a client's calls be answered by `send`. @returns the client */
export function connect<C extends Client>(client: C, send: Send): C {
  const handle = async (call: HttpCall) => ({ response: responseOf(await send(sentOf(call))) });
  const credentials = async () => ({ accessKeyId: 'stack', secretAccessKey: 'any' });
  Object.assign(client.config, { requestHandler: { handle }, credentials });
  return client;
}

/**
 * The product's own clients.
 * @param retryDelay milliseconds before the given retry, in place of the SDK's own pace
 */
export function connectedClients(
  region: string,
  send: Send,
  retryDelay?: (retry: number) => number,
): Clients {
  const clients = createClients(region, retryDelay);
  return {
    appstream: (of) => connect(clients.appstream(of), send),
    sns: () => connect(clients.sns(), send),
    events: () => connect(clients.events(), send),
  };
}

function sentOf({ headers, body }: HttpCall): Sent {
  return {
    target: headers['x-amz-target'],
    authorization: headers.authorization,
    body: body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? ''),
    attempt: Number(/attempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1] ?? 1),
  };
}

function responseOf({ status, body, raw, type = 'application/x-amz-json-1.1' }: Reply) {
  // As Node's connection fails when it is cut.
  if (status === 0) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  const bytes = new TextEncoder().encode(raw ?? JSON.stringify(body));
  return new HttpResponse({ statusCode: status, headers: { 'content-type': type }, body: bytes });
}
