import { expect, test } from '@jest/globals';
import { topicProblem, topicRegionProblem } from '../../lib/core/topic.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:outcomes';

test.each([TOPIC, TOPIC.replace('aws', 'aws-us-gov'), TOPIC.replace('aws', 'aws-cn')])(
  'outcomes can be announced on %s from its own region',
  (arn) => {
    expect(topicProblem(arn)).toBeUndefined();
    expect(topicRegionProblem(arn, 'us-east-1')).toBeUndefined();
  },
);

test.each([
  ['', 'an SNS topic'],
  ['outcomes', 'an SNS topic'],
  [TOPIC.replace('sns', 'sqs'), 'an SNS topic'],
  [`${TOPIC}:11111111-2222-3333-4444-555555555555`, 'an SNS topic'],
  [`${TOPIC}\n`, 'an SNS topic'],
  [`${TOPIC}.fifo`, 'a standard topic, not of a FIFO topic (.fifo)'],
])('outcomes cannot be announced on %j: it must be the ARN of %s', (arn, what) => {
  expect(topicProblem(arn)).toBe(`must be the ARN of ${what}`);
});

test('outcomes cannot be announced on a topic of another region', () => {
  expect(topicRegionProblem(TOPIC, 'eu-west-1')).toBe(
    'must be the ARN of a topic in eu-west-1, the source region, not in us-east-1',
  );
});

test.each([
  ['outcomes', 'eu-west-1'],
  [TOPIC, 'US East'],
])('whether %s is of the region %s is not said while one of the two is wrong', (arn, region) => {
  expect(topicRegionProblem(arn, region)).toBeUndefined();
});
