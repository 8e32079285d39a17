import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Account } from './core/account.ts';
import { FaultScript } from './faults.ts';
import { readRequest, sendReply } from './http.ts';
import type { Behaviour } from './operations/operation.ts';
import { type Parts, serve } from './service.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import { Trail } from './trail.ts';
import { createWorld } from './world.ts';

const DEFAULTS: Behaviour = {
  copyMinutes: () => 40,
  copyOutcome: () => undefined,
  buildMinutes: 20,
  missingImages: 'error',
  tagWhileCopying: true,
};

/**
 * Starts AppStream, and the rules of EventBridge, on a port of 127.0.0.1.
 * @throws the system's error when the port cannot be had
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { now, account: id = '123456789012', port = 0, ...rest } = options;
  const { callerArn = (key) => `arn:aws:iam::${id}:user/${key}`, ...behaviour } = rest;
  const account = new Account(id);
  const clock = () => now().getTime();
  const trail = new Trail(account, clock);
  const faults = new FaultScript();
  const parts: Parts = {
    account,
    behaviour: { ...DEFAULTS, ...behaviour },
    clock,
    faults,
    trail,
    calls: [],
    callerArn,
  };
  const server = answering(parts);
  const listening = await listen(server, port);
  return {
    url: `http://127.0.0.1:${listening}`,
    world: createWorld(account, clock, trail),
    calls: parts.calls,
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    onEvent: (listener) => trail.listen(listener),
    close: () => close(server),
  };
}

function answering(parts: Parts): Server {
  let requests = 0;
  return createServer((request, response) => {
    requests += 1;
    const requestId = `00000000-0000-4000-9000-${String(requests).padStart(12, '0')}`;
    readRequest(request)
      .then((read) => sendReply(response, serve(parts, read), requestId))
      .catch(() => response.destroy());
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
