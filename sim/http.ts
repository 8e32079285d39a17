/* HTTP requests and replies of the simulator. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './perform.ts';
import type { Request } from './received.ts';

/** In characters; the longest valid call has some 25,000. */
const MAX_BODY = 1_000_000;

/** The parts of an HTTP request that carry a call. Rejects when the client goes away early. */
export async function readRequest(request: IncomingMessage): Promise<Request> {
  const target = request.headers['x-amz-target'];
  return {
    target: typeof target === 'string' ? target : undefined,
    authorization: request.headers.authorization,
    body: await readBody(request),
  };
}

/** Sends the answer, or cuts the connection. */
export function sendReply(response: ServerResponse, reply: Reply, requestId: string): void {
  if (reply.status === 0) {
    response.destroy();
    return;
  }
  response
    .writeHead(reply.status, {
      'Content-Type': reply.type ?? 'application/x-amz-json-1.1',
      'x-amzn-RequestId': requestId,
    })
    .end(reply.raw ?? JSON.stringify(reply.body));
}

/** Reads to the end, so that a body that is too long can still be answered. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) if (body.length <= MAX_BODY) body += chunk;
  return body.length <= MAX_BODY ? body : undefined;
}
