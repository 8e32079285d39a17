import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseEvent } from '../../lib/core/event.ts';
import { IMAGE_NAME } from '../../lib/core/image.ts';
import documented from '../fixtures/create-image.json' with { type: 'json' };
import { arnOf, HOME, KEYS } from '../support/builders.ts';
import { holds } from '../support/property.ts';
import { anyText } from './arbitraries.ts';

const hostile = fc.constantFrom<unknown>(
  JSON.parse('{"toString":1,"valueOf":2}'),
  JSON.parse('{"__proto__":{"name":"cad"}}'),
  JSON.parse('{"constructor":null,"hasOwnProperty":0}'),
  '\u001b]0;title\u0007\n{"level":"ERROR"}',
  'x'.repeat(10_000),
);
const junk = fc.oneof(hostile, anyText, fc.jsonValue({ maxDepth: 3 }), fc.constant(undefined));
const keys = fc.constantFrom('name', 'newImageName', 'ImageName', 'resourceArn', 'tags', 'dryRun');
const parameters = fc.oneof(
  junk,
  fc.dictionary(keys, fc.oneof(junk, fc.constant(arnOf(HOME, 'cad')))),
);
const detail = fc.record({
  eventName: fc.oneof(
    fc.constantFrom('CreateImage', 'CreateUpdatedImage', 'TagResource', 'UntagResource'),
    junk,
  ),
  awsRegion: fc.oneof(fc.constant(HOME), junk),
  errorCode: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: junk },
  ),
  requestParameters: parameters,
  serviceEventDetails: parameters,
});
const event = fc.oneof(
  junk,
  detail.map((each) => ({ ...documented, detail: { ...documented.detail, ...each } })),
  fc.dictionary(fc.constantFrom('image', 'trigger', 'source', 'detail', 'region'), junk),
);

test('whatever comes in is read as a request or ignored, with a reason of one bounded line', () => {
  holds(
    event,
    (each) => {
      const request = parseEvent(each, HOME, KEYS);
      if (request.kind === 'image') expect(request.name).toMatch(IMAGE_NAME);
      if (request.kind === 'all') expect(['tick', 'sweep', 'manual']).toContain(request.trigger);
      if (request.kind === 'ignored') expect(request.reason).toMatch(/^[^\p{C}]{1,200}$/u);
    },
    3000,
  );
});
