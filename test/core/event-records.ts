import documented from '../fixtures/create-image.json' with { type: 'json' };

/** The documented event with some of its record replaced. */
export function record(detail: object, frame: object = {}): object {
  return { ...documented, ...frame, detail: { ...documented.detail, ...detail } };
}

/** CloudTrail's record of a call. */
export function call(eventName: string, requestParameters: unknown, detail: object = {}): object {
  const own = { eventType: 'AwsApiCall', eventName, requestParameters };
  return record(
    { ...own, serviceEventDetails: undefined, ...detail },
    { 'detail-type': 'AWS API Call via CloudTrail' },
  );
}
