/* EventBridge EnableRule, DisableRule and DescribeRule. */

import * as v from 'valibot';
import { type RuleState, ruleKey } from '../core/account.ts';
import { ServiceError } from '../core/errors.ts';
import { partitionOf } from '../core/region.ts';
import { EventBusNameOrArn, RuleName } from '../core/shapes.ts';
import { type Context, operation } from './operation.ts';

const Input = v.object({ Name: RuleName, EventBusName: v.optional(EventBusNameOrArn) });
type Input = v.InferOutput<typeof Input>;

export const enableRule = switchRule('ENABLED');
export const disableRule = switchRule('DISABLED');

export const describeRule = operation({
  input: Input,
  writes: false,
  resource: (context, input) => ({ arn: ruleArn(context, input.Name) }),
  run: (context, input) => ({
    Name: input.Name,
    Arn: ruleArn(context, input.Name),
    State: ruleState(context, input),
    EventBusName: 'default',
  }),
});

function switchRule(state: RuleState) {
  return operation({
    input: Input,
    writes: true,
    resource: (context, input) => ({ arn: ruleArn(context, input.Name) }),
    run(context, input) {
      ruleState(context, input);
      context.account.rules.set(ruleKey(context.region, input.Name), state);
      return {};
    },
  });
}

function ruleState({ account, region }: Context, { Name, EventBusName }: Input): RuleState {
  const onDefaultBus = EventBusName === undefined || /(^|\/)default$/.test(EventBusName);
  const state = onDefaultBus ? account.rules.get(ruleKey(region, Name)) : undefined;
  if (state) return state;
  const bus = EventBusName ?? 'default';
  throw new ServiceError(
    'ResourceNotFoundException',
    `Rule ${Name} does not exist on EventBus ${bus}.`,
  );
}

function ruleArn({ account, region }: Context, name: string): string {
  return `arn:${partitionOf(region)}:events:${region}:${account.id}:rule/${name}`;
}
