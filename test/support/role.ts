/* Calls of a function's role, and what is said of it, for tests of the roles. */

import type { Call as SimCall } from '../../sim/index.ts';
import type { allowances, Call } from './iam.ts';

export const ACCOUNT = '123456789012';
export const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:Topic`;
export const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:appstream-image-replicator-failed-runs`;
export const LOGS = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/lambda/appstream-image-replicator`;
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/Key`;

type Target = Call['resource'];

/** A resource with its tags. */
export function on(arn: string, tags: Record<string, string> = {}): Target {
  return { arn, tags };
}

/** @param action as IAM writes it: `appstream:CopyImage` */
export function call(action: string, resource?: Target, input: object = {}, context = {}): Call {
  const [service = '', operation = ''] = action.split(':');
  return { service, operation, region: 'us-east-1', input, resource, context };
}

export function tag(resource: Target, Tags: object): Call {
  return call('appstream:TagResource', resource, { Tags });
}

export function untag(resource: Target, ...TagKeys: string[]): Call {
  return call('appstream:UntagResource', resource, { TagKeys });
}

/** The context of a call that a service makes to KMS. */
export function viaKms(service: string) {
  return { 'kms:ViaService': `${service}.us-east-1.amazonaws.com` };
}

/** Calls that were made, as IAM judges them. @param open the operations of AppStream that have no resource */
export function asJudged(calls: readonly SimCall[], open: readonly string[]): Call[] {
  return calls.map(({ service, operation, region, input, resource }) => {
    const each = { service, operation, region, input };
    if (service === 'sns') return { ...each, resource: { arn: TOPIC } };
    return open.includes(operation) ? each : { ...each, resource };
  });
}

/** The statements that a page has no row for with all their actions and conditions. */
export function undocumented(page: string, statements: ReturnType<typeof allowances>) {
  const rows = page.split('\n');
  const missing = statements.filter(({ Sid, Action, Condition }) => {
    const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `${operator} ${key} = ${values.join(', ')}`),
    );
    const words = [...Action, ...conditions];
    return !rows.some(
      (row) => row.startsWith(`| ${Sid} | `) && words.every((word) => row.includes(`\`${word}\``)),
    );
  });
  return missing.map(({ Sid }) => Sid);
}
