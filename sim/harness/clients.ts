/* SDK clients whose calls are answered in this process. All of a client is at work but its connection, configuration and user agent. */

import { HttpResponse } from '@smithy/core/protocols';
import { type Clients, createClients, type Pace } from '../../lib/aws/clients.ts';
import { TRIES_PER_CALL } from '../../lib/core/limits.ts';
import type { Reply } from '../perform.ts';
import type { Request } from '../received.ts';

/** A call on its way, with the number of the try that it is, from 1. */
export interface Sent extends Request {
  readonly attempt: number;
}

/** Answers a call. Status 0 is a cut connection. */
export type Send = (call: Sent) => Promise<Reply>;

/** As much of an SDK client as is needed to take its connection away. */
export interface Client {
  readonly config: {
    readonly region: () => Promise<string>;
    /** The service, as signatures name it. */
    readonly defaultSigningName: string;
  };
  readonly middlewareStack: { remove(name: string): boolean };
}

/** A request over HTTP as the SDK hands it to its connection. */
interface HttpCall {
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** In place of what the SDK looks up in the environment and in configuration files, for each client anew. */
const CONFIGURATION = {
  authSchemePreference: async () => [],
  disableClockSkewCorrection: async () => false,
  logger: undefined,
  maxAttempts: async () => TRIES_PER_CALL,
  serviceConfiguredEndpoint: async () => undefined,
  useDualstackEndpoint: async () => false,
  useFipsEndpoint: async () => false,
  userAgentAppId: async () => undefined,
};

/** Lets a client's calls be answered by `send`. @returns the client */
export function connect<C extends Client>(client: C, send: Send): C {
  const handle = async (call: HttpCall) => ({ response: responseOf(await send(sentOf(call))) });
  const credentials = async () => ({ accessKeyId: 'stack', secretAccessKey: 'any' });
  const signer = async () => ({ sign: (call: HttpCall) => sign(call, client.config) });
  const connection = { requestHandler: { handle }, credentials, signer };
  Object.assign(client.config, CONFIGURATION, connection);
  // Nobody reads which program calls.
  client.middlewareStack.remove('getUserAgentMiddleware');
  // V8 makes the properties of a prototype quick to copy, and the SDK copies its configuration several times a call.
  Object.create(client.config);
  return client;
}

/** The product's own clients, at the SDK's own pace unless another is given. */
export function connectedClients(region: string, send: Send, pace?: Pace): Clients {
  const clients = createClients(region, pace);
  return {
    appstream: (of) => connect(clients.appstream(of), send),
    sns: async () => connect(await clients.sns(), send),
    events: async () => connect(await clients.events(), send),
  };
}

/** Says who calls which service and region, as a signature does, but leaves out the signature itself, which nobody checks. */
async function sign(call: HttpCall, { region, defaultSigningName }: Client['config']) {
  const scope = `stack/20261123/${await region()}/${defaultSigningName}/aws4_request`;
  call.headers.authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=, Signature=`;
  return call;
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
