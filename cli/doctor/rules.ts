/* The check whether the EventBridge rules that start the function are enabled. */

import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';
import { faultFrom } from '../../lib/aws/errors.ts';
import { cloudFormation } from '../clients.ts';
import { attempt, type DeployedSession, type Line, ok, todo, unseen } from './line.ts';
import { checkDisabledWatch, type Watched } from './watch.ts';

/** The stack's rules by their logical id (`stack/rules.yml`), and what each is for. */
const RULES = {
  ImageRule: 'new images',
  TagRule: 'changed tags',
  SweepRule: 'sweep',
  WatchRule: 'watch',
  RetireSweepRule: 'retention',
  RolloutSweepRule: 'rollout',
  RolloutTagRule: 'tags of fleets',
} as const;

type RuleId = keyof typeof RULES;

/** Whether the rules that wake the function are there and enabled. The watch is only on while copies go on. */
export async function checkRules(session: DeployedSession, watched: Watched): Promise<Line[]> {
  try {
    const names = await ruleNames(session);
    const ids: readonly RuleId[] = [
      'ImageRule',
      'TagRule',
      'SweepRule',
      'WatchRule',
      ...(session.deployed.parameters.get('Retention') === 'true'
        ? (['RetireSweepRule'] as const)
        : []),
      ...(session.deployed.parameters.get('Rollout') === 'true'
        ? (['RolloutSweepRule', 'RolloutTagRule'] as const)
        : []),
    ];
    return await Promise.all(ids.map((id) => checkEventRule(id, names.get(id), session, watched)));
  } catch (error) {
    return [unseen('rules', faultFrom(error), 'cloudformation:ListStackResources')];
  }
}

async function ruleNames({
  deployed,
  observer,
}: DeployedSession): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const pages = paginateListStackResources(
    { client: cloudFormation(observer.region) },
    { StackName: deployed.name },
  );
  for await (const { StackResourceSummaries = [] } of pages) {
    for (const {
      ResourceType,
      LogicalResourceId = '',
      PhysicalResourceId = '',
    } of StackResourceSummaries) {
      if (ResourceType === 'AWS::Events::Rule') names.set(LogicalResourceId, PhysicalResourceId);
    }
  }
  return names;
}

async function checkEventRule(
  id: RuleId,
  name: string | undefined,
  { observer, clients }: DeployedSession,
  watched: Watched,
): Promise<Line> {
  const check = `rule: ${RULES[id]}`;
  if (!name) return todo(check, `the stack has no ${id}`, 'Deploy the stack again.');
  return attempt(check, 'events:DescribeRule', async () => {
    const events = await clients.events();
    const { State = 'UNKNOWN' } = await events.send(new DescribeRuleCommand({ Name: name }));
    const detail = `${name} is ${State}`;
    if (State !== 'DISABLED') return ok(check, detail);
    if (id === 'WatchRule') return checkDisabledWatch(check, detail, watched);
    const command = `aws events enable-rule --region ${observer.region} --name ${name}`;
    return todo(check, detail, `Enable it:\n${command}`);
  });
}
