import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Request } from './received.ts';
import type { Reply } from './service.ts';

/** The parts of an HTTP request that carry a call. Rejects when the client goes away early. */
export async function readRequest(request: IncomingMessage): Promise<Request> {
  const target = request.headers['x-amz-target'];
  return {
    target: typeof target === 'string' ? target : undefined,
    authorization: request.headers.authorization,
    body: await text(request),
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
      'Content-Type': 'application/x-amz-json-1.1',
      'x-amzn-RequestId': requestId,
    })
    .end(JSON.stringify(reply.body));
}
