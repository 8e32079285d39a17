/* The schedule of the watch, turned on and off. */

import {
  DisableRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';

/** Turns the watch on: a tick every minute from now on. Throws what the SDK throws. */
export async function enableWatch(client: EventBridgeClient, rule: string): Promise<void> {
  await client.send(new EnableRuleCommand({ Name: rule }));
}

/** Turns the watch off. Throws what the SDK throws. */
export async function disableWatch(client: EventBridgeClient, rule: string): Promise<void> {
  await client.send(new DisableRuleCommand({ Name: rule }));
}
