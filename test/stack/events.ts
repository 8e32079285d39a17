const FRAME = {
  version: '0',
  id: '00000000-0000-0000-0000-000000000001',
  source: 'aws.appstream',
  account: '123456789012',
  time: '2026-03-21T22:32:05Z',
  region: 'us-east-1',
  resources: [],
};

/** The documented event of an image builder that begins an image. */
export function newImage(detail: object = {}): object {
  return {
    ...FRAME,
    'detail-type': 'AWS Service Event via CloudTrail',
    detail: {
      eventSource: 'appstream.amazonaws.com',
      eventName: 'CreateImage',
      eventType: 'AwsServiceEvent',
      userIdentity: {
        arn: 'arn:aws:appstream:us-east-1:123456789012:image-builder/builder',
        accountId: '123456789012',
      },
      requestParameters: null,
      responseElements: null,
      serviceEventDetails: { ImageName: 'cad', ImageState: 'PENDING' },
      ...detail,
    },
  };
}

/** CloudTrail's record of an API call, by an IAM user unless `detail` says otherwise. */
export function apiCall(eventName: string, requestParameters: object | null, detail = {}): object {
  return {
    ...FRAME,
    'detail-type': 'AWS API Call via CloudTrail',
    detail: {
      eventSource: 'appstream.amazonaws.com',
      eventName,
      eventType: 'AwsApiCall',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/ann', userName: 'ann' },
      requestParameters,
      responseElements: null,
      ...detail,
    },
  };
}

/** Makes an API call one of a session of this role. */
export function byRole(arn: string): object {
  return {
    userIdentity: {
      type: 'AssumedRole',
      arn: `${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/session`,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn },
        attributes: { mfaAuthenticated: 'false' },
      },
    },
  };
}

/** Makes an API call one of an AWS service. */
export const BY_SERVICE = {
  userIdentity: { type: 'AWSService', invokedBy: 'appstream.amazonaws.com' },
};
