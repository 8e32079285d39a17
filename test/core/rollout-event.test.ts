import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseRolloutEvent } from '../../lib/core/rollout/rollout-event.ts';
import { KEYS } from '../support/builders.ts';
import { holds } from '../support/property.ts';

const parse = (event: unknown) => parseRolloutEvent(event, KEYS);
const message = (text: unknown) => ({ Records: [{ Sns: { Message: JSON.stringify(text) } }] });
const tagged = (requestParameters: object) => ({
  source: 'aws.appstream',
  detail: { eventName: 'TagResource', requestParameters },
});
const FLEET = 'arn:aws:appstream:us-east-1:123456789012:fleet/design';

test('the schedule is a look at everything, and so is an empty event', () => {
  expect(parse({ trigger: 'sweep' })).toEqual({ isSweep: true });
  expect(parse({})).toEqual({});
});

test('a message that an image was copied is a look at its region', () => {
  const succeeded = { outcome: 'SUCCEEDED', destination: { region: 'eu-west-1', name: 'cad' } };
  expect(parse(message(succeeded))).toEqual({ region: 'eu-west-1' });
  expect(parse(message({ ...succeeded, outcome: 'FAILED' }))).toHaveProperty('ignored');
  expect(parse(message({ ...succeeded, destination: { region: '../x' } }))).toHaveProperty(
    'ignored',
  );
  expect(parse({ Records: [{ Sns: { Message: 'no JSON' } }] })).toHaveProperty('ignored');
});

test('a fleet that somebody tagged is a look at its region, and its own status is not', () => {
  expect(parse(tagged({ resourceArn: FLEET, tags: { 'replicate:follow': 'cad' } }))).toEqual({
    region: 'us-east-1',
  });
  expect(parse(tagged({ resourceArn: FLEET, tags: { 'replicate:status': 'x' } }))).toEqual({
    ignored: "the replicator's own tagging",
  });
  const image = FLEET.replace('fleet', 'image');
  expect(parse(tagged({ resourceArn: image, tags: {} }))).toEqual({
    ignored: 'the tagged resource is no fleet',
  });
});

test('anything else is ignored, with a reason on one line', () => {
  holds(fc.jsonValue(), (event) => {
    const parsed = parse(event);
    const isEmpty = JSON.stringify(event) === '{}';
    expect('ignored' in parsed ? parsed.ignored : isEmpty && 'empty').toMatch(/^.{1,200}$/);
  });
});
