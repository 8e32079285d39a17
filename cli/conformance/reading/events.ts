/* Probes of what CloudTrail has recorded in the last 90 days. */

import { type CloudTrailClient, paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import * as v from 'valibot';
import type { Observation } from '../observation.ts';
import type { Survey } from '../survey.ts';

const members = v.record(v.string(), v.unknown());

/** A record, as far as the probes read it. */
const recordSchema = v.object({
  eventSource: v.string(),
  eventName: v.string(),
  awsRegion: v.string(),
  eventType: v.optional(v.string(), ''),
  errorCode: v.optional(v.string()),
  requestParameters: v.nullish(members),
  serviceEventDetails: v.nullish(members),
});
export type TrailRecord = v.InferOutput<typeof recordSchema>;

/** Pages of 50 records that are read of one event: two calls a second are allowed (CloudTrail API, `LookupEvents`). */
const PAGES = 4;

/** What managed updates and imports are called. */
const UPDATES = ['CreateUpdatedImage', 'CreateImportedImage'];
/** Calls that have request parameters; the last is the one that AWS documents. */
const CALLS = ['TagResource', 'CopyImage', ...UPDATES, 'AssociateFleet'];

export async function eventOfBuild({ clients, region }: Survey): Promise<Observation> {
  const [found] = await recordsOf(clients.cloudTrail(region), 'CreateImage');
  if (!found) return { unknown: `no image was built in ${region} in the last 90 days` };
  return { seen: `${found.eventType}, name in ${placeOfName(found)}` };
}

export async function eventSpelling({ clients, region }: Survey): Promise<Observation> {
  for (const name of CALLS) {
    const records = await recordsOf(clients.cloudTrail(region), name);
    const spelling = spellingOf(records);
    if (spelling !== undefined) return { seen: spelling };
  }
  return { unknown: `no call with parameters in ${region} in the last 90 days` };
}

export async function eventOfUpdate({ clients, region }: Survey): Promise<Observation> {
  const client = clients.cloudTrail(region);
  const calls = (await Promise.all(UPDATES.map((name) => recordsOf(client, name)))).flat();
  const names = calls.filter(({ errorCode }) => errorCode === undefined).flatMap(newImageName);
  if (names.length === 0) {
    return { unknown: `no image was updated or imported in ${region} in the last 90 days` };
  }
  const builds = await recordsOf(client, 'CreateImage');
  const isRecorded = builds.some(({ serviceEventDetails }) =>
    names.includes(String(serviceEventDetails?.ImageName)),
  );
  return { seen: isRecorded ? 'yes' : 'no' };
}

/** How CloudTrail spells request parameters: undefined when no record has any. */
export function spellingOf(records: readonly TrailRecord[]): string | undefined {
  const names = records.flatMap(({ requestParameters }) => Object.keys(requestParameters ?? {}));
  if (names.length === 0) return undefined;
  const lower = names.filter((name) => /^[a-z]/.test(name)).length;
  if (lower === names.length) return 'lower camel case';
  return lower === 0 ? 'upper camel case' : 'lower and upper camel case';
}

/** Where a record has an image's name. */
export function placeOfName({ serviceEventDetails, requestParameters }: TrailRecord): string {
  const places = Object.entries({ serviceEventDetails, requestParameters });
  for (const [place, found] of places) {
    const key = Object.keys(found ?? {}).find((each) => /^(image)?name$/i.test(each));
    if (key !== undefined) return `${place}.${key}`;
  }
  return 'no known place';
}

/** AppStream's records of that name, latest first. Throws what the SDK throws. */
export async function recordsOf(
  client: CloudTrailClient,
  AttributeValue: string,
): Promise<TrailRecord[]> {
  const records: TrailRecord[] = [];
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue }];
  let read = 0;
  for await (const { Events = [] } of paginateLookupEvents({ client }, { LookupAttributes })) {
    records.push(...Events.flatMap(({ CloudTrailEvent }) => parse(CloudTrailEvent)));
    read += 1;
    if (read === PAGES) break;
  }
  return records;
}

/** The record, if it is one of AppStream's. */
function parse(text = 'null'): TrailRecord[] {
  const { success, output } = v.safeParse(recordSchema, JSON.parse(text));
  return success && output.eventSource === 'appstream.amazonaws.com' ? [output] : [];
}

function newImageName({ requestParameters }: TrailRecord): string[] {
  return Object.entries(requestParameters ?? {}).flatMap(([key, value]) =>
    /^(newImage)?name$/i.test(key) ? [String(value)] : [],
  );
}
