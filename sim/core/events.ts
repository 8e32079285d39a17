/* The EventBridge events that AWS makes of calls and of state changes. */

import type { Reason, SimImage } from './image.ts';

/** An EventBridge event as AWS makes it of a CloudTrail record. */
export interface CloudTrailEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'AWS API Call via CloudTrail' | 'AWS Service Event via CloudTrail';
  readonly source: 'aws.appstream';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly eventVersion: string;
    readonly userIdentity: Readonly<Record<string, unknown>>;
    readonly eventTime: string;
    readonly eventSource: 'appstream.amazonaws.com';
    readonly eventName: string;
    readonly awsRegion: string;
    readonly requestParameters: Readonly<Record<string, unknown>> | null;
    readonly responseElements: Readonly<Record<string, unknown>> | null;
    readonly errorCode?: string;
    readonly errorMessage?: string;
    readonly eventID: string;
    readonly readOnly: boolean;
    readonly eventType: 'AwsApiCall' | 'AwsServiceEvent';
    readonly recipientAccountId: string;
    readonly serviceEventDetails?: Readonly<Record<string, string>>;
  };
}

/** Where and when an event arises, and its number among all events of the simulator. */
export interface Origin {
  readonly account: string;
  readonly region: string;
  readonly now: number;
  readonly number: number;
}

/** An API call that CloudTrail records, by the caller whose ARN is given. */
export interface RecordedCall {
  readonly operation: string;
  readonly callerArn: string;
  readonly input: unknown;
  readonly output?: object;
  readonly error?: Reason;
}

/** The service event that AppStream sends when the building of an image begins. Guess: event-of-build, event-of-update. */
export function createImageEvent(origin: Origin, image: SimImage): CloudTrailEvent {
  const builder = `${image.arn.split(':image/')[0]}:image-builder/${image.imageBuilderName}`;
  return event(origin, 'AWS Service Event via CloudTrail', {
    userIdentity: { arn: builder, accountId: origin.account },
    eventName: 'CreateImage',
    requestParameters: null,
    responseElements: null,
    eventType: 'AwsServiceEvent',
    serviceEventDetails: {
      ImageName: image.name,
      ImagePlatform: image.platform.startsWith('WINDOWS') ? 'WINDOWS' : image.platform,
      ImageDisPlayName: image.displayName ?? image.name,
      ImageBuilderSupported: 'True',
      ImageCreatedTime: unixDate(image.createdAt),
      ImageDescription: image.description ?? '',
      ImageState: 'PENDING',
    },
  });
}

/** The event of an API call, whether it succeeded or not. */
export function apiCallEvent(origin: Origin, call: RecordedCall): CloudTrailEvent {
  return event(origin, 'AWS API Call via CloudTrail', {
    userIdentity: identity(call.callerArn, origin.account),
    eventName: call.operation,
    requestParameters: lowerCamel(call.input),
    responseElements: lowerCamel(call.output),
    ...(call.error && { errorCode: call.error.code, errorMessage: call.error.message }),
    eventType: 'AwsApiCall',
  });
}

type Particulars = Pick<
  CloudTrailEvent['detail'],
  | 'userIdentity'
  | 'eventName'
  | 'requestParameters'
  | 'responseElements'
  | 'errorCode'
  | 'errorMessage'
  | 'eventType'
  | 'serviceEventDetails'
>;

function event(
  { account, region, now, number }: Origin,
  detailType: CloudTrailEvent['detail-type'],
  particulars: Particulars,
): CloudTrailEvent {
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  return {
    version: '0',
    id,
    'detail-type': detailType,
    source: 'aws.appstream',
    account,
    time,
    region,
    resources: [],
    detail: {
      eventVersion: '1.08',
      eventTime: time,
      eventSource: 'appstream.amazonaws.com',
      awsRegion: region,
      eventID: id,
      readOnly: false,
      recipientAccountId: account,
      ...particulars,
    },
  };
}

/** CloudTrail names the role, not only the session, of a caller that assumed one. */
function identity(arn: string, accountId: string): Record<string, unknown> {
  const role = /^(arn:[^:]+):sts:(:\d+):assumed-role\/([^/]+)\//.exec(arn);
  if (!role) return { type: 'IAMUser', arn, accountId };
  const issuer = { type: 'Role', arn: `${role[1]}:iam:${role[2]}:role/${role[3]}`, accountId };
  return { type: 'AssumedRole', arn, accountId, sessionContext: { sessionIssuer: issuer } };
}

/** CloudTrail writes members in lower camel case, and null where there are none. Guess: event-spelling. */
function lowerCamel(members: unknown): Record<string, unknown> | null {
  if (typeof members !== 'object' || members === null) return null;
  const entries = Object.entries(members);
  if (entries.length === 0) return null;
  return Object.fromEntries(
    entries.map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
}

/** As in "Sat Mar 21 22:32:05 UTC 2026". */
function unixDate(date: Date): string {
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
