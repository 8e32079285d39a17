/* The calls of each function, as IAM's policy simulator takes them. */

import type { ContextEntry } from '@aws-sdk/client-iam';
import { familyKeys, type TagKeys, tagKeys } from '../../lib/core/tags/keys.ts';
import type { DeployedSession } from './line.ts';

/** Calls that the function makes, as IAM's policy simulator takes them. */
export interface Calls {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly context?: readonly ContextEntry[];
}

/** The ARN of something in the account and region of the stack, for example `image/source` of AppStream. */
function arnIn(
  { observer }: DeployedSession,
  role: string,
  service: string,
  resource: string,
): string {
  const [, partition = 'aws', , , account = ''] = role.split(':');
  return `arn:${partition}:${service}:${observer.region}:${account}:${resource}`;
}

function publishing({ deployed }: DeployedSession): Calls {
  return { actions: ['sns:Publish'], resource: deployed.outputs.get('TopicArn') ?? '*' };
}

/** What the function that deletes old replicas calls. */
export function callsOfRetire(session: DeployedSession, role: string): Calls[] {
  const { region, tagPrefix } = session.observer;
  const keys = tagKeys(tagPrefix);
  const image = arnIn(session, role, 'appstream', 'image/source');
  const lineage = entry(`aws:ResourceTag/${keys.source}`, image);
  return [
    {
      actions: [
        'appstream:DescribeImages',
        'appstream:DescribeFleets',
        'appstream:DescribeImageBuilders',
        'appstream:ListTagsForResource',
      ],
      resource: '*',
    },
    { actions: ['appstream:DescribeImagePermissions'], resource: image },
    {
      actions: ['appstream:TagResource'],
      resource: image,
      context: [entry('aws:TagKeys', keys.status(region), 'stringList')],
    },
    ...[keys.retireAt, ...familyKeys(keys)].map((key) => ({
      actions: ['appstream:TagResource', 'appstream:UntagResource'],
      resource: image,
      context: [entry('aws:TagKeys', key, 'stringList'), lineage],
    })),
    {
      actions: ['appstream:DeleteImage'],
      resource: image,
      context: [lineage, entry(`aws:ResourceTag/${keys.retireAt}`, '2026-01-01T00:00:00Z')],
    },
    publishing(session),
  ];
}

/** What the function that moves fleets calls. */
export function callsOfRollout(session: DeployedSession, role: string): Calls[] {
  const keys = tagKeys(session.observer.tagPrefix);
  const fleet = arnIn(session, role, 'appstream', 'fleet/fleet');
  return [
    {
      actions: [
        'appstream:DescribeImages',
        'appstream:DescribeFleets',
        'appstream:ListTagsForResource',
      ],
      resource: '*',
    },
    {
      actions: ['appstream:UpdateFleet'],
      resource: fleet,
      context: [entry(`aws:ResourceTag/${keys.follow}`, 'family')],
    },
    {
      actions: ['appstream:TagResource', 'appstream:UntagResource'],
      resource: fleet,
      context: [entry('aws:TagKeys', keys.fleetStatus, 'stringList')],
    },
    publishing(session),
  ];
}

/** What the function that copies calls. */
export function callsOfReplicate(session: DeployedSession, role: string): Calls[] {
  const { observer, deployed } = session;
  const { region, tagPrefix, shareAccounts } = observer;
  const keys = tagKeys(tagPrefix);
  const source = arnIn(session, role, 'appstream', 'image/source');
  const rule = arnIn(session, role, 'events', `rule/${deployed.outputs.get('WatchRuleName')}`);
  return [
    { actions: ['appstream:DescribeImages', 'appstream:ListTagsForResource'], resource: '*' },
    { actions: ['appstream:CopyImage'], resource: source },
    {
      actions: ['appstream:TagResource', 'appstream:UntagResource'],
      resource: source,
      context: [entry('aws:TagKeys', keys.status(region), 'stringList')],
    },
    {
      actions: ['appstream:TagResource'],
      resource: source,
      context: [entry(`aws:RequestTag/${keys.source}`, source)],
    },
    {
      actions: ['appstream:UntagResource'],
      resource: source,
      context: [entry('aws:TagKeys', 'team', 'stringList')],
    },
    {
      actions: ['appstream:DeleteImage'],
      resource: source,
      context: [entry(`aws:ResourceTag/${keys.source}`, source)],
    },
    ...(shareAccounts.length > 0 ? sharingOf(source, keys) : []),
    publishing(session),
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
      context: [entry(`aws:ResourceTag/${source}`, replica)],
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
