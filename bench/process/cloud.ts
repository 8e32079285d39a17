/* The simulator in real time, with the latency of AWS. */

import { setTimeout as sleep } from 'node:timers/promises';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../sim/index.ts';
import { startSubscriber } from '../../sim/subscriber.ts';
import { HOME } from '../rig/rig.ts';

const WATCH = 'watch';

/** AppStream, EventBridge and SNS on loopback, in real time. */
export interface Cloud {
  readonly simulator: Simulator;
  /** All that the function finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface CloudOptions extends Omit<SimulatorOptions, 'now' | 'port'> {
  /** Milliseconds that AppStream and EventBridge take for each call: 0 by default. */
  readonly latency?: number;
}

export async function startCloud({ latency = 0, ...behaviour }: CloudOptions = {}): Promise<Cloud> {
  const simulator = await startSimulator({ ...behaviour, now: () => new Date() });
  const subscriber = await startSubscriber();
  simulator.world.createRule(WATCH);
  if (latency > 0) simulator.onCall(() => sleep(latency));
  return {
    simulator,
    environment: {
      AWS_REGION: HOME,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_ENDPOINT_URL_APPSTREAM: simulator.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: simulator.url,
      AWS_ENDPOINT_URL_SNS: subscriber.url,
      TOPIC_ARN: subscriber.topicArn,
      WATCH_RULE: WATCH,
      POWERTOOLS_SERVICE_NAME: 'appstream-image-replicator',
      POWERTOOLS_METRICS_NAMESPACE: 'AppStreamImageReplicator',
    },
    async close() {
      await Promise.all([simulator.close(), subscriber.close()]);
    },
  };
}
