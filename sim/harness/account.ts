/* The sample account in which the product is tried: its names, and what the stack would create in it. */

import { tagKeys } from '../../lib/core/tags/keys.ts';
import type { World } from '../world.ts';

export const HOME = 'us-east-1';
export const ACCOUNT = '123456789012';
/** Name of the rule that ticks. */
export const WATCH = 'watch';
export const keys = tagKeys('replicate');

/** Creates the topic and the watch, which is off. @returns the topic's ARN */
export function deploy(world: World, region = HOME): string {
  world.createRule(WATCH, 'DISABLED', region);
  return world.createTopic('replications', region);
}

export function isWatching(world: World, region = HOME): boolean {
  return world.rule(WATCH, region).state === 'ENABLED';
}
