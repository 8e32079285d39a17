import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { Simulation } from '../../sim/index.ts';

/** As much of an SDK client as is needed to take its HTTP connection away. */
interface Client {
  readonly middlewareStack: {
    add(
      middleware: () => (call: { request: unknown }) => Promise<{ response: unknown }>,
      options: { step: 'deserialize'; priority: 'low'; name: string },
    ): void;
  };
}

/**
 * Lets the calls of an SDK client be answered in this process. All of the client is at work but its connection.
 * @param answer rejects as `Simulation.answer` does
 */
export function answerInProcess(client: Client, answer: Simulation['answer']): void {
  const middleware =
    () =>
    async ({ request }: { request: unknown }) => {
      if (!HttpRequest.isInstance(request)) throw new Error('not a request over HTTP');
      const { headers, body } = request;
      const reply = await answer({
        target: headers['x-amz-target'],
        authorization: headers.authorization,
        body: typeof body === 'string' ? body : new TextDecoder().decode(body),
      });
      const content = new TextEncoder().encode(JSON.stringify(reply.body));
      return { response: new HttpResponse({ statusCode: reply.status, body: content }) };
    };
  // The last of all steps, so that nothing but the connection is left out.
  client.middlewareStack.add(middleware, { step: 'deserialize', priority: 'low', name: 'answer' });
}
