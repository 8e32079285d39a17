/* The calls that the simulator has recorded, as IAM judges them. */

import * as v from 'valibot';
import type { Call } from './iam.ts';
import { ACCOUNT, type Stage } from './stage.ts';

const named = v.object({ Name: v.string() });

/** The calls that were made, on the resources that the deployed stack would have. */
export function callsOf({ sim }: Pick<Stage, 'sim'>, topicArn: string): Call[] {
  return sim.calls.map(({ service, operation, region, input, resource }): Call => {
    const call = { service, operation, region, input };
    if (service === 'events') {
      const watch = `arn:aws:events:${region}:${ACCOUNT}:rule/appstream-image-replicator-${v.parse(named, input).Name}`;
      return { ...call, resource: { arn: watch } };
    }
    if (service === 'sns') return { ...call, resource: { arn: topicArn } };
    return operation === 'DescribeImages' || operation === 'ListTagsForResource'
      ? call
      : { ...call, resource };
  });
}
