/* The simulator on a port of 127.0.0.1. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { readRequest, sendReply } from './http.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';

/**
 * Starts AppStream, and the rules of EventBridge, on a port of 127.0.0.1.
 * @throws the system's error when the port cannot be had
 */
export async function startSimulator({
  port = 0,
  ...options
}: SimulatorOptions): Promise<Simulator> {
  const { answer, ...simulation } = createSimulation(options);
  return { ...simulation, ...(await serve(answer, port)) };
}

/** Answers requests on a port of 127.0.0.1, a free one by default. Throws as {@link startSimulator} does. */
export async function serve(
  answer: Simulation['answer'],
  port = 0,
): Promise<Pick<Simulator, 'url' | 'close'>> {
  const server = serving(answer);
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  return { url, close: () => close(server) };
}

function serving(answer: Simulation['answer']): Server {
  let requests = 0;
  return createServer(async (request, response) => {
    requests += 1;
    const requestId = `00000000-0000-4000-9000-${String(requests).padStart(12, '0')}`;
    try {
      const received = await readRequest(request);
      sendReply(response, await answer(received), requestId);
    } catch {
      // The client went away before its request was complete, or a listener broke its promise.
      response.destroy();
    }
  });
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
