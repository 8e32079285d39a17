/* Calls of a function's role, and what is said of it, for tests of the roles. */

import { readFile } from 'node:fs/promises';
import type { Call as SimCall } from '../../sim/index.ts';
import type { Call, Statement } from './iam.ts';
import { ACCOUNT } from './stage.ts';

export const SOURCE = `arn:aws:appstream:us-east-1:${ACCOUNT}:image/cad`;
export const REPLICA = `arn:aws:appstream:eu-west-1:${ACCOUNT}:image/cad`;
export const FOREIGN = 'arn:aws:appstream:us-east-1:999999999999:image/cad';
export const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:Topic`;
export const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:appstream-image-replicator-failed-runs`;
export const LOGS = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/lambda/appstream-image-replicator`;
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/Key`;

export const LINEAGE = {
  'replicate:source': SOURCE,
  'replicate:source-created': '2026-11-23T08:30:00Z',
};
export const NOTICE = { 'replicate:retire-at': '2026-11-24T12:10:00Z' };

export type Target = Call['resource'];

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

/** What docs/security.md says under a heading, and the rows of its table of statements, without the reasons. */
export async function securityDocs(heading: string): Promise<{ text: string; rows: string[][] }> {
  const page = await readFile(new URL('../../docs/security.md', import.meta.url), 'utf8');
  const text = page.split('\n## ').find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const [, , ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
  const cells = (row: string) => row.split('|').map((cell) => cell.trim());
  return { text, rows: rows.map((row) => cells(row).slice(1, 5)) };
}

/** The rows that document statements. */
export function rowsOf(statements: readonly Statement[]): string[][] {
  return statements.map(({ Sid, Action, Resource, Condition }) => {
    const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `${operator} ${key} = ${values.join(', ')}`),
    );
    const code = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join('<br>');
    return [Sid, code(Action), code(Resource), code(conditions)];
  });
}
