import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Template } from '../../sim/stack/template.ts';
import { callsOf } from '../support/calls.ts';
import { allowances, isAllowed } from '../support/iam.ts';
import { PACKAGING_TIME, packagedStack } from '../support/packaged.ts';
import { SCENARIOS } from '../support/scenarios.ts';
import { ACCOUNT, createStage, HOME } from '../support/stage.ts';

/** Services that AWS calls in the function's name, or on the way of a call of its own. */
const BY_AWS = ['kms', 'logs', 'sqs'];
const made = new Set<string>();
let template: Template;

beforeAll(async () => {
  ({ template } = await packagedStack());
}, PACKAGING_TIME);

describe('the scenarios, played against the simulator,', () => {
  test.each(SCENARIOS)(
    'make only calls that the role allows: $title',
    async ({ options, play }) => {
      const stage = createStage(options);
      await play(stage);
      const calls = callsOf(stage, `arn:aws:sns:${HOME}:${ACCOUNT}:Topic`);
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
