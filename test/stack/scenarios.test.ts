import { beforeAll, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import type { Template } from '../../sim/stack/template.ts';
import { allowances, type Call, isAllowed } from '../support/iam.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';
import { SCENARIOS } from '../support/scenarios.ts';
import { ACCOUNT, createStage, HOME, type Stage } from '../support/stage.ts';

const named = v.object({ Name: v.string() });
/** Services that AWS calls in the function's name, or on the way of a call of its own. */
const BY_AWS = ['kms', 'logs', 'sqs'];
const made = new Set<string>();
let template: Template;

beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);

/** The calls that a played scenario made, on the resources that the deployed stack would have. */
function callsOf(stage: Stage): Call[] {
  return stage.sim.calls.map(({ service, operation, region, input, resource }): Call => {
    const call = { service, operation, region, input };
    if (service === 'events') {
      const watch = `arn:aws:events:${region}:${ACCOUNT}:rule/appstream-image-replicator-${v.parse(named, input).Name}`;
      return { ...call, resource: { arn: watch } };
    }
    if (service === 'sns') {
      return { ...call, resource: { arn: `arn:aws:sns:${HOME}:${ACCOUNT}:Topic` } };
    }
    return operation === 'DescribeImages' || operation === 'ListTagsForResource'
      ? call
      : { ...call, resource };
  });
}

describe('the scenarios, played against the simulator,', () => {
  test.each(SCENARIOS)(
    'make only calls that the role allows: $title',
    async ({ options, play }) => {
      const stage = createStage(options);
      await play(stage);
      const calls = callsOf(stage);
      for (const { service, operation } of calls) made.add(`${service}:${operation}`);
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.filter((call) => !isAllowed(template, call))).toEqual([]);
    },
  );

  test('make every call that the role allows', () => {
    const allowed = allowances(template)
      .flatMap(({ Action }) => Action)
      .filter((action) => !BY_AWS.includes(action.split(':')[0] ?? ''));
    expect(made).toEqual(new Set(allowed));
  });
});
