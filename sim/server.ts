import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { withDefaults } from './behaviour.ts';
import { Account } from './core/account.ts';
import { FaultScript } from './faults.ts';
import { readRequest, sendReply } from './http.ts';
import type { Parts } from './perform.ts';
import { RateLimit } from './rate-limit.ts';
import { serve } from './service.ts';
import type { Call, Simulator, SimulatorOptions } from './simulator.ts';
import { Trail } from './trail.ts';
import { createWorld } from './world.ts';

type CallListener = (call: Call) => void | Promise<void>;

/**
 * Starts AppStream, and the rules of EventBridge, on a port of 127.0.0.1.
 * @throws the system's error when the port cannot be had
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { now, account: id = '123456789012', port = 0 } = options;
  const { callerArn = (key) => `arn:aws:iam::${id}:user/${key}` } = options;
  const account = new Account(id);
  const clock = () => now().getTime();
  const trail = new Trail(account, clock);
  const faults = new FaultScript();
  const behaviour = withDefaults(options);
  const rateLimit = new RateLimit(behaviour.callsPerSecond);
  const parts: Parts = { account, behaviour, clock, faults, trail, rateLimit, callerArn };
  const calls: Call[] = [];
  const listeners: CallListener[] = [(call) => void calls.push(call)];
  const server = answering(parts, listeners);
  return {
    url: `http://127.0.0.1:${await listen(server, port)}`,
    world: createWorld(account, clock, trail),
    calls,
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    onCall: (listener) => void listeners.push(listener),
    onEvent: (listener) => trail.listen(listener),
    close: () => close(server),
  };
}

function answering(parts: Parts, listeners: readonly CallListener[]): Server {
  let requests = 0;
  return createServer(async (request, response) => {
    requests += 1;
    const requestId = `00000000-0000-4000-9000-${String(requests).padStart(12, '0')}`;
    try {
      const { call, reply } = serve(parts, await readRequest(request));
      for (const listener of listeners) await listener(call);
      sendReply(response, reply, requestId);
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
