/* The check whether CloudTrail sends the events of AppStream to EventBridge. */

import {
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import { cloudTrail } from '../clients.ts';
import { attempt, type Line, ok, todo } from './line.ts';

const CHECK = 'trail';
const APPSTREAM = 'appstream.amazonaws.com';
const ADVICE =
  'Without a trail, only the sweep finds new images. Start its logging, or deploy with --param createTrail=true.';

/**
 * Whether a trail makes CloudTrail send AppStream's events to EventBridge: one that covers the region, logs, and takes
 * management events that write (EventBridge user guide, "AWS service events delivered via AWS CloudTrail").
 */
export function checkTrail(region: string): Promise<Line> {
  return attempt(CHECK, 'cloudtrail:DescribeTrails', async () => {
    const client = cloudTrail(region);
    const { trailList = [] } = await client.send(new DescribeTrailsCommand({}));
    const lines = await Promise.all(trailList.map((trail) => checkOne(trail, client, region)));
    const line =
      lines.find(({ state }) => state === 'ok') ?? lines.find(({ state }) => state === 'unknown');
    if (line) return line;
    const details = lines.map(({ detail }) => detail).join('; ');
    return todo(CHECK, details || `no trail covers ${region}`, ADVICE);
  });
}

/** Whether this trail is one that does. A trail of the organization may be one that the account may not read. */
function checkOne(
  { TrailARN = '', Name = TrailARN }: Trail,
  client: CloudTrailClient,
  region: string,
): Promise<Line> {
  return attempt(CHECK, 'cloudtrail:GetTrailStatus', async () => {
    const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: TrailARN }));
    if (!IsLogging) return todo(CHECK, `${Name} does not log`, ADVICE);
    return attempt(CHECK, 'cloudtrail:GetEventSelectors', async () =>
      (await takesWrites(client, TrailARN))
        ? ok(CHECK, `${Name} logs the events that ${region} needs`)
        : todo(CHECK, `${Name} leaves out management events that write`, ADVICE),
    );
  });
}

async function takesWrites(client: CloudTrailClient, trail: string): Promise<boolean> {
  const selectors = await client.send(new GetEventSelectorsCommand({ TrailName: trail }));
  return basic(selectors) || advanced(selectors) || isDefault(selectors);
}

/** A trail without selectors takes all management events (CloudTrail API, `PutEventSelectors`). */
function isDefault(selectors: GetEventSelectorsCommandOutput): boolean {
  const { EventSelectors = [], AdvancedEventSelectors = [] } = selectors;
  return EventSelectors.length + AdvancedEventSelectors.length === 0;
}

function basic({ EventSelectors = [] }: GetEventSelectorsCommandOutput): boolean {
  return EventSelectors.some(
    ({ IncludeManagementEvents, ReadWriteType }) =>
      IncludeManagementEvents !== false && ReadWriteType !== 'ReadOnly',
  );
}

function advanced({ AdvancedEventSelectors = [] }: GetEventSelectorsCommandOutput): boolean {
  return AdvancedEventSelectors.some(({ FieldSelectors = [] }) => {
    const admits = (field: string, value: string) =>
      FieldSelectors.filter(({ Field }) => Field === field).every(
        ({ Equals, NotEquals }) => (Equals?.includes(value) ?? true) && !NotEquals?.includes(value),
      );
    return (
      admits('eventCategory', 'Management') &&
      admits('readOnly', 'false') &&
      admits('eventSource', APPSTREAM)
    );
  });
}
