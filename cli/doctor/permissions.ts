/* The checks whether IAM lets the roles of the functions make their calls. */

import { type EvaluationResult, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { iam } from '../clients.ts';
import { type Calls, callsOfReplicate, callsOfRetire, callsOfRollout } from './calls.ts';
import { attempt, type DeployedSession, type Line, ok, todo } from './line.ts';

/**
 * Whether the role of each function that is deployed may make its calls, by IAM's own simulator: it knows the role's
 * policies, its permissions boundary and, in an organization, the service control policies, but not every condition of
 * these.
 */
export async function checkPermissions(session: DeployedSession): Promise<Line[]> {
  const roleOf = (output: string) => session.deployed.outputs.get(output);
  const [retire, rollout] = [roleOf('RetireRoleArn'), roleOf('RolloutRoleArn')];
  return Promise.all([
    checkRole('permissions', roleOf('RoleArn') ?? '', callsOfReplicate, session),
    ...(retire ? [checkRole('permissions: retire', retire, callsOfRetire, session)] : []),
    ...(rollout ? [checkRole('permissions: rollout', rollout, callsOfRollout, session)] : []),
  ]);
}

function checkRole(
  check: string,
  role: string,
  callsOf: (session: DeployedSession, role: string) => Calls[],
  session: DeployedSession,
): Promise<Line> {
  return attempt(check, 'iam:SimulatePrincipalPolicy', async () => {
    const calls = callsOf(session, role);
    const results = await Promise.all(calls.map((each) => simulate(session, role, each)));
    const denied = results.flat().filter(({ EvalDecision }) => EvalDecision !== 'allowed');
    if (denied.length === 0) return ok(check, `the function's role may make its calls`);
    return todo(
      check,
      `the function's role may not: ${denied.map(why).join(', ')}`,
      'Look for a permissions boundary or a service control policy that forbids it; else deploy the stack again.',
    );
  });
}

async function simulate(
  { observer }: DeployedSession,
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
      ContextEntries: context && [...context],
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
