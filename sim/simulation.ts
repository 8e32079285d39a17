/* The simulator in process, without HTTP. */

import { withDefaults } from './behaviour.ts';
import { Account } from './core/account.ts';
import { FaultScript } from './faults.ts';
import type { Parts, Reply } from './perform.ts';
import { answerQuery } from './query.ts';
import { RateLimit } from './rate-limit.ts';
import type { Request } from './received.ts';
import { serve } from './service.ts';
import type { Call, Simulator, SimulatorOptions } from './simulator.ts';
import { Trail } from './trail.ts';
import { createWorld } from './world.ts';

/** The simulator without a port, for callers in the same process. */
export interface Simulation extends Omit<Simulator, 'url' | 'close'> {
  /** Answers one call, whatever the request holds. Rejects when a listener breaks its promise. */
  answer(request: Request): Promise<Reply>;
}

export function createSimulation(options: Omit<SimulatorOptions, 'port'>): Simulation {
  const { now, account: id = '123456789012' } = options;
  const { callerArn = (key) => `arn:aws:iam::${id}:user/${key}` } = options;
  const account = new Account(id);
  const clock = () => now().getTime();
  const trail = new Trail(account, clock);
  const faults = new FaultScript();
  const behaviour = withDefaults(options);
  const rateLimit = new RateLimit(behaviour.callsPerSecond);
  const parts: Parts = { account, behaviour, clock, faults, trail, rateLimit, callerArn };
  const calls: Call[] = [];
  const listeners: ((call: Call) => void | Promise<void>)[] = [(call) => void calls.push(call)];
  return {
    world: createWorld({ account, clock, trail, behaviour }),
    calls,
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    onCall: (listener) => void listeners.push(listener),
    onEvent: (listener) => trail.listen(listener),
    async answer(request) {
      const answered = answerQuery(request, id);
      if (answered) return answered;
      const { call, reply } = serve(parts, request);
      for (const listener of listeners) await listener(call);
      return reply;
    },
  };
}
