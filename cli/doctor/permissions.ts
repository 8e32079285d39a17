/* The check whether IAM lets the function's role make its calls. */

import {
  type ContextEntry,
  type EvaluationResult,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import { type TagKeys, tagKeys } from '../../lib/core/tags/keys.ts';
import { iam } from '../clients.ts';
import { attempt, type Line, ok, type Patient, todo } from './line.ts';

const CHECK = 'permissions';

/** Calls that the function makes, as IAM's policy simulator takes them. */
interface Calls {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly context?: ContextEntry;
}

/**
 * Whether the function's role may make its calls, by IAM's own simulator: it knows the role's policies, its permissions
 * boundary and, in an organization, the service control policies, but not every condition of these.
 */
export function checkPermissions(patient: Patient): Promise<Line> {
  return attempt(CHECK, 'iam:SimulatePrincipalPolicy', async () => {
    const role = patient.deployed.outputs.get('RoleArn') ?? '';
    const calls = callsOf(patient, role);
    const results = await Promise.all(calls.map((each) => simulate(patient, role, each)));
    const denied = results.flat().filter(({ EvalDecision }) => EvalDecision !== 'allowed');
    if (denied.length === 0) return ok(CHECK, `the function's role may make its calls`);
    return todo(
      CHECK,
      `the function's role may not: ${denied.map(why).join(', ')}`,
      'Look for a permissions boundary or a service control policy that forbids it; else deploy the stack again.',
    );
  });
}

function callsOf({ observer, deployed }: Patient, role: string): Calls[] {
  const [, partition = 'aws', , , account = ''] = role.split(':');
  const { region, tagPrefix, shareAccounts } = observer;
  const keys = tagKeys(tagPrefix);
  const source = `arn:${partition}:appstream:${region}:${account}:image/source`;
  const rule = `arn:${partition}:events:${region}:${account}:rule/${deployed.outputs.get('WatchRuleName')}`;
  return [
    { actions: ['appstream:DescribeImages', 'appstream:ListTagsForResource'], resource: '*' },
    { actions: ['appstream:CopyImage'], resource: source },
    {
      actions: ['appstream:TagResource', 'appstream:UntagResource'],
      resource: source,
      context: entry('aws:TagKeys', keys.status(region), 'stringList'),
    },
    {
      actions: ['appstream:TagResource'],
      resource: source,
      context: entry(`aws:RequestTag/${keys.source}`, source),
    },
    {
      actions: ['appstream:UntagResource'],
      resource: source,
      context: entry('aws:TagKeys', 'team', 'stringList'),
    },
    {
      actions: ['appstream:DeleteImage'],
      resource: source,
      context: entry(`aws:ResourceTag/${keys.source}`, source),
    },
    ...(shareAccounts.length > 0 ? sharingOf(source, keys) : []),
    { actions: ['sns:Publish'], resource: deployed.outputs.get('TopicArn') ?? '*' },
    { actions: ['events:EnableRule', 'events:DisableRule'], resource: rule },
  ];
}

/** What a stack with sharing calls in addition. */
function sharingOf(replica: string, { source }: TagKeys): Calls[] {
  return [
    { actions: ['appstream:DescribeImagePermissions'], resource: replica },
    {
      actions: ['appstream:UpdateImagePermissions', 'appstream:DeleteImagePermissions'],
      resource: replica,
      context: entry(`aws:ResourceTag/${source}`, replica),
    },
  ];
}

function entry(
  ContextKeyName: string,
  value: string,
  ContextKeyType: ContextEntry['ContextKeyType'] = 'string',
): ContextEntry {
  return { ContextKeyName, ContextKeyValues: [value], ContextKeyType };
}

async function simulate(
  { observer }: Patient,
  PolicySourceArn: string,
  { actions, resource, context }: Calls,
): Promise<EvaluationResult[]> {
  const results: EvaluationResult[] = [];
  const pages = paginateSimulatePrincipalPolicy(
    { client: iam(observer.region) },
    {
      PolicySourceArn,
      ActionNames: [...actions],
      ResourceArns: [resource],
      ContextEntries: context && [context],
    },
  );
  for await (const { EvaluationResults = [] } of pages) results.push(...EvaluationResults);
  return results;
}

function why(result: EvaluationResult): string {
  const {
    EvalActionName = 'unknown',
    OrganizationsDecisionDetail,
    PermissionsBoundaryDecisionDetail,
  } = result;
  if (OrganizationsDecisionDetail?.AllowedByOrganizations === false)
    return `${EvalActionName} (service control policy)`;
  if (PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false)
    return `${EvalActionName} (permissions boundary)`;
  return EvalActionName;
}
