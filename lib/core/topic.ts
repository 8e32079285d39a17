/* Which SNS topics can be published to. */

import { isRegionShaped } from './region.ts';

const TOPIC_ARN = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):[0-9]{12}:[\w-]{1,256}(\.fifo)?$/;

/**
 * What a topic must be, where `arn` is none that will do; undefined where it is. A FIFO topic takes no message without a
 * message group (SNS API, `Publish`), and has none of the subscribers that outcomes are for.
 */
export function topicProblem(arn: string): string | undefined {
  const match = TOPIC_ARN.exec(arn);
  if (!match) return 'must be the ARN of an SNS topic';
  return match[2] && 'must be the ARN of a standard topic, not of a FIFO topic (.fifo)';
}

/**
 * What a topic must be, where `arn` is one of another region than the source region: SNS publishes within its region.
 * Undefined where it is not, and where that cannot be said.
 */
export function topicRegionProblem(arn: string, region: string): string | undefined {
  const place = TOPIC_ARN.exec(arn)?.[1];
  if (place === undefined || place === region || !isRegionShaped(region)) return undefined;
  return `must be the ARN of a topic in ${region}, the source region, not in ${place}`;
}
